import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as x509 from '@peculiar/x509';

const KEYS = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { ...KEYS, hash: 'SHA-256' } as const;

/** Files of a chain that rorkit had no hand in, as a vendor holds them. */
export interface ForeignChain {
  /** DER. */
  readonly root: string;
  /** PEM. */
  readonly intermediate: string;
  /** PKCS#7, both authorities. */
  readonly bundle: string;
  readonly cert: string;
  readonly key: string;
  /** PEM with certificate and key, as some tools write it. */
  readonly combined: string;
  readonly subjectDn: string;
}

interface Held {
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

/** A subject in encoded order. */
type Name = readonly (readonly [type: string, value: string])[];

function authority(cn: string): Name {
  return [
    ['C', 'FR'],
    ['O', 'ASIP-SANTE'],
    ['OU', '0002 187512751'],
    ['OU', 'IGC-SANTE TEST'],
    ['CN', cn],
  ];
}

/** Makes a chain with the names of IGC-Santé TEST and a client certificate below it, in this folder. */
export async function makeForeignChain(folder: string): Promise<ForeignChain> {
  const root = await make(authority('TEST AC RACINE IGC-SANTE ELEMENTAIRE'), { issuer: null, isAuthority: true });
  const below = { issuer: root, isAuthority: true };
  const intermediate = await make(authority('TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS'), below);
  const subject: Name = [
    ['C', 'FR'],
    ['ST', 'Rhône (69)'],
    ['O', "EDITEUR D'ESSAI"],
    ['OU', '333333333333334'],
    ['CN', 'LITS_DE_L_EDITEUR'],
  ];
  const leaf = await make(subject, { issuer: intermediate, isAuthority: false });
  const write = async (name: string, content: string | Uint8Array): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, content);
    return file;
  };
  const bundle = new x509.X509Certificates([intermediate.certificate, root.certificate]).export('raw');
  const pem = leaf.certificate.toString('pem');
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', leaf.keys.privateKey);
  const key = x509.PemConverter.encode(pkcs8, 'PRIVATE KEY');
  return {
    root: await write('ACR-EL-TEST.cer', new Uint8Array(root.certificate.rawData)),
    intermediate: await write('ACI-EL-ORG-TEST.pem', intermediate.certificate.toString('pem')),
    bundle: await write('chaine.p7b', new Uint8Array(bundle)),
    cert: await write('editeur.pem', `${pem}\n`),
    key: await write('editeur.key', `${key}\n`),
    combined: await write('editeur-tout.pem', `${pem}\n${key}\n`),
    subjectDn: "CN=LITS_DE_L_EDITEUR,OU=333333333333334,O=EDITEUR D'ESSAI,ST=Rhône (69),C=FR",
  };
}

async function make(subject: Name, made: { issuer: Held | null; isAuthority: boolean }): Promise<Held> {
  const keys = await webcrypto.subtle.generateKey(KEYS, true, ['sign', 'verify']);
  const name = new x509.Name(
    subject.map(([type, value]) => ({ [type]: [type === 'C' ? { printableString: value } : { utf8String: value }] })),
  );
  const issuer = made.issuer ?? { certificate: null, keys };
  const { keyCertSign, cRLSign, digitalSignature } = x509.KeyUsageFlags;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(15)))
      .toString('hex')
      .replace(/^/, '01'),
    subject: name.toJSON(),
    issuer: issuer.certificate?.subjectName.toJSON() ?? name.toJSON(),
    notBefore: new Date(Date.now() - 86_400_000),
    notAfter: new Date(Date.now() + 365 * 86_400_000),
    publicKey: keys.publicKey,
    signingKey: issuer.keys.privateKey,
    signingAlgorithm: SIGNING,
    extensions: [
      new x509.BasicConstraintsExtension(made.isAuthority, undefined, true),
      new x509.KeyUsagesExtension(made.isAuthority ? keyCertSign | cRLSign : digitalSignature, true),
      ...(made.isAuthority ? [] : [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth])]),
    ],
  });
  return { certificate, keys };
}

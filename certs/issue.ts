import 'reflect-metadata';
import { createPrivateKey, createPublicKey, randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { der, DER, derOid } from './der.ts';
import { attributeOid } from './dn-name.ts';
import { authoritySubject } from './subjects.ts';
import type { AuthorityName, Subject } from './subjects.ts';

/** Kind of key of a test PKI: RSA 2048, which every stack loads, or EC P-256, which is made ten times faster. */
export type KeyType = 'rsa' | 'ec';

/** A key pair of the test PKI. */
export type KeyPair = webcrypto.CryptoKeyPair;

/** A certificate with its keys. */
export interface Issued {
  readonly certificate: x509.X509Certificate;
  readonly keys: KeyPair;
}

/** From when to when a certificate is valid. */
export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/**
 * Where the extensions say that CRL and CA files are. The name cannot exist on any network (RFC 2606), so that no client of a
 * test PKI ever asks a real server for them.
 */
const PUBLICATION = 'http://igc-sante.mock-ror.invalid';

const POLICIES_EXTENSION = '2.5.29.32';
const ANY_POLICY = '2.5.29.32.0';
const CPS_QUALIFIER = '1.3.6.1.5.5.7.2.1';

const ALGORITHMS = {
  rsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
  ec: { name: 'ECDSA', namedCurve: 'P-256' },
} as const;

/** Makes a key pair, on the thread pool. */
export async function generateKeys(type: KeyType): Promise<KeyPair> {
  return await webcrypto.subtle.generateKey(ALGORITHMS[type], true, ['sign', 'verify']);
}

/** PEM (PKCS#8) of a private key. */
export async function privateKeyPem(keys: KeyPair): Promise<string> {
  return x509.PemConverter.encode(await privateKeyDer(keys), 'PRIVATE KEY');
}

/** DER (PKCS#8) of a private key. */
export async function privateKeyDer(keys: KeyPair): Promise<ArrayBuffer> {
  return await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
}

/** A certificate and its keys read back from PEM. */
export async function loadIssued(pem: { cert: string; key: string }, type: KeyType): Promise<Issued> {
  const certificate = new x509.X509Certificate(pem.cert);
  const privateKey = createPrivateKey(pem.key).toCryptoKey(ALGORITHMS[type], true, ['sign']);
  const publicKey = createPublicKey(pem.key).toCryptoKey(ALGORITHMS[type], true, ['verify']);
  return { certificate, keys: { privateKey, publicKey } };
}

/** PEM of a certificate, ending with a newline. */
export function certificatePem(certificate: x509.X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}

/**
 * Makes an authority: root when `issuer` is null, else one below it.
 * @see pki-and-oauth §8.2
 */
export async function issueAuthority(
  name: AuthorityName,
  made: { keys: KeyPair; issuer: Issued | null; validity: Validity },
): Promise<Issued> {
  const isIntermediate = name === 'intermediate';
  const extensions = [
    new x509.BasicConstraintsExtension(true, isIntermediate ? 0 : undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    anyPolicyExtension(),
    ...(isIntermediate ? [crlExtension('ACR-EL-TEST.crl')] : []),
  ];
  const subject = authoritySubject(name, await keyId(made.keys));
  return await issue({ subject, ...made, extensions });
}

/** What the key of a leaf may be used for: as ORG AUTH_CLI, or as one of the certificates that are taken for it by mistake. */
export type LeafUsage = 'client' | 'server' | 'signature';

/** Makes a leaf for a participant. Default usage: as an ORG AUTH_CLI certificate, only to open TLS connections as a client. */
export async function issueClient(
  subject: Subject,
  made: { keys: KeyPair; issuer: Issued; validity: Validity; usage?: LeafUsage },
): Promise<Issued> {
  return await issue({ subject, ...made, extensions: usageExtensions(made.usage ?? 'client') });
}

/** A signature certificate has no extended usage, so that its key usage is its only fault. */
function usageExtensions(usage: LeafUsage): x509.Extension[] {
  if (usage === 'signature') return leafExtensions(null, x509.KeyUsageFlags.nonRepudiation);
  const { clientAuth, serverAuth } = x509.ExtendedKeyUsage;
  const extended = new x509.ExtendedKeyUsageExtension([usage === 'client' ? clientAuth : serverAuth]);
  return leafExtensions(extended, x509.KeyUsageFlags.digitalSignature);
}

/** Makes a server leaf for the names and addresses of `hosts`. */
export async function issueServer(
  subject: Subject,
  made: { keys: KeyPair; issuer: Issued; validity: Validity; hosts: readonly { type: 'dns' | 'ip'; value: string }[] },
): Promise<Issued> {
  const usage = new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]);
  const flags = x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment;
  const names = new x509.SubjectAlternativeNameExtension(made.hosts.map(({ type, value }) => ({ type, value })));
  return await issue({ subject, ...made, extensions: [...leafExtensions(usage, flags), names] });
}

interface IssueOptions {
  readonly subject: Subject;
  readonly keys: KeyPair;
  readonly issuer: Issued | null;
  readonly validity: Validity;
  readonly extensions: readonly x509.Extension[];
}

async function issue({ subject, keys, issuer, validity, extensions }: IssueOptions): Promise<Issued> {
  const name = encodeName(subject);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: name,
    issuer: issuer === null ? name : issuer.certificate.subjectName,
    ...validity,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    signingAlgorithm: { name: keyAlgorithm(issuer?.keys ?? keys), hash: 'SHA-256' },
    extensions: [
      ...extensions,
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create((issuer?.keys ?? keys).publicKey),
    ],
  });
  return { certificate, keys };
}

function leafExtensions(usage: x509.ExtendedKeyUsageExtension | null, flags: x509.KeyUsageFlags): x509.Extension[] {
  return [
    new x509.BasicConstraintsExtension(false, undefined, false),
    new x509.KeyUsagesExtension(flags, true),
    ...(usage === null ? [] : [usage]),
    crlExtension('ACI-EL-ORG-TEST.crl'),
    new x509.AuthorityInfoAccessExtension({ caIssuers: `${PUBLICATION}/AC%20TEST/ACI-EL-ORG-TEST.cer` }),
  ];
}

function crlExtension(file: string): x509.Extension {
  return new x509.CRLDistributionPointsExtension([`${PUBLICATION}/CRL/${file}`]);
}

/** anyPolicy with the address of a practice statement, written by hand: the library's own class has no qualifiers. */
function anyPolicyExtension(): x509.Extension {
  const address = der(DER.ia5String, Buffer.from(`${PUBLICATION}/PC%20TEST`, 'latin1'));
  const qualifier = der(DER.sequence, derOid(CPS_QUALIFIER), address);
  const policy = der(DER.sequence, derOid(ANY_POLICY), der(DER.sequence, qualifier));
  return new x509.Extension(POLICIES_EXTENSION, false, der(DER.sequence, policy));
}

/** Value of an attribute under the name of its string type, as the library takes it. */
interface AttributeValue {
  readonly ia5String?: string;
  readonly utf8String?: string;
  readonly printableString?: string;
}

/** String types of the attributes that X.520 does not write as UTF8String. */
const STRING_TYPES: ReadonlyMap<string, 'printableString' | 'ia5String'> = new Map([
  ['C', 'printableString'],
  ['SERIALNUMBER', 'printableString'],
  ['DNQ', 'printableString'],
  ['EMAILADDRESS', 'ia5String'],
  ['DC', 'ia5String'],
]);

/** C is a PrintableString and the rest UTF8String, as in the real chain. Never a text name: the library drops parts of those. */
function encodeName(subject: Subject): x509.Name {
  return new x509.Name(subject.map((rdn) => Object.fromEntries(membersByOid(rdn))));
}

/** The members of an RDN, by the OID of their type: the library has short names for a few types only. */
function membersByOid(rdn: Subject[number]): Map<string, AttributeValue[]> {
  const members = new Map<string, AttributeValue[]>();
  for (const { type, value } of rdn) {
    const oid = attributeOid(type);
    members.set(oid, [...(members.get(oid) ?? []), { [stringType(type, value)]: value }]);
  }
  return members;
}

/** What does not fit its type (a country of three accents) is written as UTF8String, which every reader accepts. */
function stringType(type: string, value: string): keyof AttributeValue {
  const wanted = STRING_TYPES.get(type);
  if (wanted === 'printableString' && /^[A-Za-z0-9 '()+,./:=?-]*$/.test(value)) return wanted;
  if (wanted === 'ia5String' && /^[\x20-\x7e]*$/.test(value)) return wanted;
  return 'utf8String';
}

/** 16 random bytes as hex, positive and without a leading zero byte. */
function randomSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

/** First four hex digits of the key identifier. */
async function keyId(keys: KeyPair): Promise<string> {
  const identifier = new x509.PublicKey(await webcrypto.subtle.exportKey('spki', keys.publicKey));
  return Buffer.from(await identifier.getKeyIdentifier())
    .toString('hex')
    .slice(0, 4);
}

function keyAlgorithm(keys: KeyPair): string {
  return keys.privateKey.algorithm.name;
}

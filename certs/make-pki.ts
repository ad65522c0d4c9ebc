import { X509Certificate as NodeCertificate } from 'node:crypto';
import {
  certificatePem,
  generateKeys,
  issueAuthority,
  issueClient,
  issueServer,
  loadIssued,
  privateKeyDer,
  privateKeyPem,
} from './issue.ts';
import type { Issued, KeyPair, KeyType } from './issue.ts';
import { LEAF_NAMES } from './pki.ts';
import type { LeafName } from './pki.ts';
import { byLeaf, P12_PASSWORD, pkiPaths, stampOf } from './pki-layout.ts';
import { digestsOf, PKI_FORMAT } from './pki-manifest.ts';
import type { PkiManifest } from './pki-manifest.ts';
import { writeKeyP12, writeTrustP12 } from './pkcs12-write.ts';
import type { ServerHost } from './public-hosts.ts';
import { makeSelfSigned } from './self-signed.ts';
import { LEAF_SUBJECTS, SERVER_SUBJECT } from './subjects.ts';
import { subjectDnOf } from './subject-dn.ts';
import { expiredValidity, LEAF_DAYS, period, validity, YEAR_DAYS } from './validity.ts';

/** Some clients refuse a server certificate that is valid for more than 825 days, whoever issued it. */
const SERVER_DAYS = 820;
/** Authorities are older than the expired leaf: its end is then its only fault. */
const AUTHORITY_DAYS = { before: 4 * YEAR_DAYS, after: 6 * YEAR_DAYS };

/** Files by relative path, and the manifest that goes with them. */
export interface MadePki {
  readonly manifest: PkiManifest;
  readonly files: ReadonlyMap<string, string | Uint8Array>;
}

/** What to make. */
export interface MakePkiOptions {
  readonly keyType: KeyType;
  readonly hosts: readonly ServerHost[];
  readonly now: Date;
}

/** Makes a whole test PKI in memory: root, intermediate, unknown authority, server certificate and client leaves. */
export async function makePki(options: MakePkiOptions): Promise<MadePki> {
  const stamp = stampOf(options.now);
  const authorities = await makeAuthorities(options);
  const [trust, server, ...leaves] = await Promise.all([
    trustFiles(authorities),
    serverFiles(authorities.intermediate, { ...options, keys: await generateKeys(options.keyType) }),
    ...LEAF_NAMES.map(async (name) => leafFiles(await makeLeaf(name, authorities, options), stamp)),
  ]);
  const files = new Map([
    ...(await authorityFiles(authorities)),
    ...trust,
    ...server,
    ...leaves.flatMap((leaf) => leaf.files),
  ]);
  const subjects = new Map(leaves.map(({ name, subjectDn }) => [name, subjectDn]));
  const manifest: PkiManifest = {
    format: PKI_FORMAT,
    keyType: options.keyType,
    stamp,
    notBefore: validity(options.now, LEAF_DAYS).notBefore.toISOString(),
    expiresAt: validity(options.now, LEAF_DAYS).notAfter.toISOString(),
    ...serverPart(options),
    subjects: byLeaf((name) => subjects.get(name) ?? ''),
    issued: [],
    revoked: [],
    files: digestsOf(files),
  };
  return { manifest, files };
}

/** Issues the server certificate again, for other hosts, with the same authority and, if it is whole, the same key. */
export async function remakeServer(
  held: PkiManifest,
  options: MakePkiOptions & {
    intermediate: { cert: string; key: string };
    serverKey: { cert: string; key: string } | null;
  },
): Promise<MadePki> {
  const intermediate = await loadIssued(options.intermediate, held.keyType);
  const former = options.serverKey === null ? null : await loadIssued(options.serverKey, held.keyType);
  const keys = former?.keys ?? (await generateKeys(held.keyType));
  const files = new Map(await serverFiles(intermediate, { ...options, keys }));
  return { manifest: { ...held, ...serverPart(options), files: { ...held.files, ...digestsOf(files) } }, files };
}

type Entry = readonly [string, string | Uint8Array];

interface Authorities {
  readonly root: Issued;
  readonly intermediate: Issued;
  readonly unknown: Issued;
}

async function makeAuthorities({ keyType, now }: MakePkiOptions): Promise<Authorities> {
  const [rootKeys, intermediateKeys, unknownKeys] = await Promise.all([
    generateKeys(keyType),
    generateKeys(keyType),
    generateKeys(keyType),
  ]);
  const valid = period(now, -AUTHORITY_DAYS.before, AUTHORITY_DAYS.after);
  const root = await issueAuthority('root', { keys: rootKeys, issuer: null, validity: valid });
  const [intermediate, unknown] = await Promise.all([
    issueAuthority('intermediate', { keys: intermediateKeys, issuer: root, validity: valid }),
    issueAuthority('unknown', { keys: unknownKeys, issuer: null, validity: valid }),
  ]);
  return { root, intermediate, unknown };
}

async function authorityFiles({ root, intermediate, unknown }: Authorities): Promise<Entry[]> {
  const paths = pkiPaths('');
  return [
    [paths.rootPem, certificatePem(root.certificate)],
    [paths.rootKey, await privateKeyPem(root.keys)],
    [paths.intermediatePem, certificatePem(intermediate.certificate)],
    [paths.intermediateKey, await privateKeyPem(intermediate.keys)],
    [paths.unknownPem, certificatePem(unknown.certificate)],
    [paths.unknownKey, await privateKeyPem(unknown.keys)],
  ];
}

async function trustFiles({ root, intermediate }: Authorities): Promise<Entry[]> {
  const paths = pkiPaths('');
  const trusted = [
    { alias: 'aci-el-org-test', certificate: intermediate.certificate.rawData },
    { alias: 'acr-el-test', certificate: root.certificate.rawData },
  ];
  return [
    [paths.caFile, certificatePem(intermediate.certificate) + certificatePem(root.certificate)],
    [paths.rootCer, new Uint8Array(root.certificate.rawData)],
    [paths.intermediateCer, new Uint8Array(intermediate.certificate.rawData)],
    [paths.trustP12, await writeTrustP12(trusted, P12_PASSWORD)],
  ];
}

async function serverFiles(issuer: Issued, options: MakePkiOptions & { keys: KeyPair }): Promise<Entry[]> {
  const { keys, hosts, now } = options;
  const server = await issueServer(SERVER_SUBJECT, { keys, issuer, hosts, validity: validity(now, SERVER_DAYS) });
  const paths = pkiPaths('');
  return [
    [paths.serverChain, certificatePem(server.certificate) + certificatePem(issuer.certificate)],
    [paths.serverKey, await privateKeyPem(keys)],
  ];
}

function serverPart({ hosts, now }: MakePkiOptions): Pick<PkiManifest, 'hosts' | 'serverExpiresAt'> {
  return {
    hosts: hosts.map(({ value }) => value),
    serverExpiresAt: validity(now, SERVER_DAYS).notAfter.toISOString(),
  };
}

interface Leaf {
  readonly name: LeafName;
  readonly cert: string;
  readonly key: string;
  readonly keyDer: ArrayBuffer;
}

async function makeLeaf(name: LeafName, authorities: Authorities, options: MakePkiOptions): Promise<Leaf> {
  const subject = LEAF_SUBJECTS[name];
  const valid = name === 'expired' ? expiredValidity(options.now) : validity(options.now, LEAF_DAYS);
  if (name === 'self-signed') {
    const made = await makeSelfSigned(subject, { keyType: options.keyType, validity: valid });
    const { keys } = await loadIssued(made, options.keyType);
    return { name, ...made, keyDer: await privateKeyDer(keys) };
  }
  const keys = await generateKeys(options.keyType);
  const issuer = name === 'unknown-ca' ? authorities.unknown : authorities.intermediate;
  const { certificate } = await issueClient(subject, { keys, issuer, validity: valid });
  return { name, cert: certificatePem(certificate), key: await privateKeyPem(keys), keyDer: await privateKeyDer(keys) };
}

async function leafFiles(leaf: Leaf, stamp: string): Promise<{ name: LeafName; subjectDn: string; files: Entry[] }> {
  const paths = pkiPaths(stamp);
  const files: Entry[] = [
    [paths.leafCert(leaf.name), leaf.cert],
    [paths.leafKey(leaf.name), leaf.key],
    [paths.leafP12(leaf.name), await leafP12(leaf)],
  ];
  return { name: leaf.name, subjectDn: subjectDnOf(new NodeCertificate(leaf.cert)), files };
}

/** The `.p12` of a leaf, as ANS delivers it. */
export async function leafP12(leaf: { name: string; cert: string; keyDer: ArrayBuffer }): Promise<Buffer> {
  const certificate = Uint8Array.from(new NodeCertificate(leaf.cert).raw).buffer;
  return await writeKeyP12({ alias: leaf.name, key: leaf.keyDer, certificate }, P12_PASSWORD);
}

import 'reflect-metadata';
import type { X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { chainOf } from './certificate-chain.ts';
import type { KnownAuthorities } from './certificate-chain.ts';
import { DnError } from './dn-name.ts';
import type { Dn } from './dn-name.ts';
import { parseDn } from './dn-parse.ts';
import { inspectionFindings } from './inspection-findings.ts';
import type { InspectionFacts, InspectionFinding } from './inspection-findings.ts';
import { structureOf } from './structure-id.ts';
import { issuerDnOf, subjectDnOf } from './subject-dn.ts';

/** Extended usages by OID, as they are written everywhere. */
const EXTENDED_USAGES: ReadonlyMap<string, string> = new Map([
  ['1.3.6.1.5.5.7.3.1', 'serverAuth'],
  ['1.3.6.1.5.5.7.3.2', 'clientAuth'],
  ['1.3.6.1.5.5.7.3.3', 'codeSigning'],
  ['1.3.6.1.5.5.7.3.4', 'emailProtection'],
  ['1.3.6.1.5.5.7.3.8', 'timeStamping'],
  ['1.3.6.1.5.5.7.3.9', 'OCSPSigning'],
  ['2.5.29.37.0', 'anyExtendedKeyUsage'],
]);

/** Key usages in the order of their bits. */
const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

/** What a certificate says of itself, and what ANS or a server would stumble over. */
export interface Inspection extends InspectionFacts {
  /** Worst first. */
  readonly findings: readonly InspectionFinding[];
}

/** What is known beside the certificate itself. */
export interface InspectOptions extends KnownAuthorities {
  readonly now: Date;
  /** Serial numbers that the test PKI has revoked. Default: none. */
  readonly revoked?: readonly string[];
}

/**
 * Says what ANS and a server would look at in a certificate (subject, issuer, usage, dates, OU type) and what is wrong with it. Total: a
 * stranger's certificate never makes it throw.
 * @param certificates the certificate first, then what came with it (its authorities).
 * @see pki-and-oauth §2.3, §2.4, §4
 */
export function inspectCertificate(
  certificates: readonly [X509Certificate, ...X509Certificate[]],
  options: InspectOptions,
): Inspection {
  const [leaf] = certificates;
  const usages = usagesOf(leaf);
  const subject = parsed(subjectDnOf(leaf));
  const chain = chainOf(certificates, options);
  const ou = subject.flat().filter(({ type }) => type === 'OU');
  const facts = {
    subjectDn: subjectDnOf(leaf),
    issuerDn: issuerDnOf(leaf),
    serialNumber: leaf.serialNumber,
    sha256: leaf.fingerprint256,
    validFrom: leaf.validFromDate.toISOString(),
    validTo: leaf.validToDate.toISOString(),
    ...usages,
    isAuthority: leaf.ca,
    key: keyOf(leaf),
    chain,
    structure: ou[0] === undefined ? null : structureOf(ou[0].value),
    isRevoked: chain === 'test-pki' && options.revoked?.includes(leaf.serialNumber) === true,
  };
  return { ...facts, findings: inspectionFindings(facts, { subject, now: options.now }) };
}

function parsed(dn: string): Dn {
  try {
    return dn === '' ? [] : parseDn(dn, { isFromCertificate: true });
  } catch (error) {
    if (error instanceof DnError) return [];
    throw error;
  }
}

function usagesOf(leaf: X509Certificate): Pick<InspectionFacts, 'keyUsage' | 'extendedKeyUsage' | 'signatureHash'> {
  const extended: readonly string[] | undefined = leaf.keyUsage; // what Node calls key usage is the extended one
  const extendedKeyUsage = extended?.map((oid) => EXTENDED_USAGES.get(oid) ?? oid) ?? null;
  try {
    const read = new x509.X509Certificate(leaf.raw);
    const flags = read.getExtension(x509.KeyUsagesExtension)?.usages;
    const keyUsage = flags === undefined ? null : KEY_USAGES.filter((_, bit) => (flags & (1 << bit)) !== 0);
    return { keyUsage, extendedKeyUsage, signatureHash: hashOf(read.signatureAlgorithm) };
  } catch {
    return { keyUsage: null, extendedKeyUsage, signatureHash: null }; // damaged extensions: what Node shows is all there is
  }
}

function hashOf(algorithm: object): string | null {
  const hash: unknown = 'hash' in algorithm ? algorithm.hash : null;
  if (typeof hash === 'string') return hash;
  const name: unknown = typeof hash === 'object' && hash !== null && 'name' in hash ? hash.name : null;
  return typeof name === 'string' ? name : null;
}

function keyOf(leaf: X509Certificate): string {
  try {
    const { asymmetricKeyType = 'unknown', asymmetricKeyDetails } = leaf.publicKey;
    const size = asymmetricKeyDetails?.modulusLength ?? asymmetricKeyDetails?.namedCurve ?? '';
    return `${asymmetricKeyType.toUpperCase()} ${size}`.trim();
  } catch {
    return 'UNKNOWN';
  }
}

import type { ChainKind } from './certificate-chain.ts';
import type { Dn } from './dn-name.ts';
import type { StructureId } from './structure-id.ts';

/** `error`: a server that checks it refuses the certificate; `warning`: it will, or may; `note`: good to know. */
export type InspectionLevel = 'error' | 'warning' | 'note';

/** What was found; each has a text of its own. */
export type InspectionCode =
  | 'no-subject'
  | 'authority'
  | 'no-ou'
  | 'several-ou'
  | 'multi-valued-rdn'
  | 'attribute-order'
  | 'ou-form'
  | 'expired'
  | 'not-yet-valid'
  | 'ends-soon'
  | 'no-client-auth'
  | 'no-digital-signature'
  | 'revoked'
  | 'self-signed'
  | 'unknown-issuer'
  | 'production'
  | 'chain-not-verified'
  | 'weak-key'
  | 'weak-hash';

/** One thing that ANS or a server would stumble over. */
export interface InspectionFinding {
  readonly level: InspectionLevel;
  readonly code: InspectionCode;
}

/** What a certificate says of itself. Lists are null when the certificate has no such extension, which means "any". */
export interface InspectionFacts {
  /** In the ANS form; empty when the certificate has no subject. */
  readonly subjectDn: string;
  readonly issuerDn: string;
  readonly serialNumber: string;
  readonly sha256: string;
  /** ISO 8601. */
  readonly validFrom: string;
  readonly validTo: string;
  readonly keyUsage: readonly string[] | null;
  readonly extendedKeyUsage: readonly string[] | null;
  readonly isAuthority: boolean;
  /** Such as `RSA 2048` or `EC prime256v1`. */
  readonly key: string;
  /** Such as `SHA-256`; null when it is not known here. */
  readonly signatureHash: string | null;
  /** Who issued it, as far as can be told. */
  readonly chain: ChainKind;
  /** The structure that OU names; null without OU. */
  readonly structure: StructureId | null;
  readonly isRevoked: boolean;
}

const DAY_MS = 24 * 3_600_000;
const SOON_DAYS = 60;

/** What is wrong with a certificate that should be an ORG AUTH_CLI one, worst first. */
export function inspectionFindings(facts: InspectionFacts, read: { subject: Dn; now: Date }): InspectionFinding[] {
  const found = [
    ...subjectFindings(facts, read.subject),
    ...dateFindings(facts, read.now),
    ...usageFindings(facts),
    ...issuerFindings(facts),
    ...strengthFindings(facts),
  ];
  const order: readonly InspectionLevel[] = ['error', 'warning', 'note'];
  return found.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}

type Rule = readonly [holds: boolean, level: InspectionLevel, code: InspectionCode];

function those(rules: readonly Rule[]): InspectionFinding[] {
  return rules.filter(([holds]) => holds).map(([, level, code]) => ({ level, code }));
}

/** Order of the subject of an organisation certificate in RFC 4514 form. @see pki-and-oauth §2.3 */
const ANS_ORDER = ['CN', 'OU', 'O', 'ST', 'C'];

function subjectFindings(facts: InspectionFacts, subject: Dn): InspectionFinding[] {
  if (facts.subjectDn === '') return those([[true, 'error', 'no-subject']]);
  const types = subject.map((rdn) => rdn.map(({ type }) => type).join('+'));
  const units = subject.flat().filter(({ type }) => type === 'OU').length;
  const isMultiValued = subject.some((rdn) => rdn.length > 1);
  const hasAll = ANS_ORDER.every((type) => types.includes(type));
  return those([
    [units === 0, 'error', 'no-ou'],
    [units > 1, 'warning', 'several-ou'],
    [isMultiValued, 'error', 'multi-valued-rdn'],
    [!isMultiValued && units === 1 && !(hasAll && types.join() === ANS_ORDER.join()), 'warning', 'attribute-order'],
    [facts.structure?.isWellFormed === false, 'note', 'ou-form'],
  ]);
}

function dateFindings({ validFrom, validTo }: InspectionFacts, now: Date): InspectionFinding[] {
  const left = Date.parse(validTo) - now.getTime();
  return those([
    [left < 0, 'error', 'expired'],
    [Date.parse(validFrom) > now.getTime(), 'error', 'not-yet-valid'],
    [left >= 0 && left < SOON_DAYS * DAY_MS, 'warning', 'ends-soon'],
  ]);
}

/** No extension at all means any usage. */
function usageFindings({ keyUsage, extendedKeyUsage, isAuthority }: InspectionFacts): InspectionFinding[] {
  const isForClients = ['clientAuth', 'anyExtendedKeyUsage'].some((usage) => extendedKeyUsage?.includes(usage));
  return those([
    [isAuthority, 'error', 'authority'],
    [extendedKeyUsage !== null && !isForClients, 'error', 'no-client-auth'],
    [keyUsage !== null && !keyUsage.includes('digitalSignature') && !isAuthority, 'error', 'no-digital-signature'],
  ]);
}

function issuerFindings({ chain, isRevoked }: InspectionFacts): InspectionFinding[] {
  return those([
    [isRevoked, 'error', 'revoked'],
    [chain === 'self-signed', 'error', 'self-signed'],
    [chain === 'unknown', 'error', 'unknown-issuer'],
    [chain.startsWith('igc-sante-production'), 'warning', 'production'],
    [chain === 'igc-sante-test' || chain === 'igc-sante-production', 'note', 'chain-not-verified'],
  ]);
}

function strengthFindings({ key, signatureHash }: InspectionFacts): InspectionFinding[] {
  const bits = Number(/^(?:RSA|RSA-PSS|DSA) (\d+)$/.exec(key)?.[1] ?? Number.POSITIVE_INFINITY);
  return those([
    [bits < 2048, 'error', 'weak-key'],
    [signatureHash !== null && ['SHA-1', 'MD5'].includes(signatureHash), 'error', 'weak-hash'],
  ]);
}

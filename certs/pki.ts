/** A leaf of the test PKI on disk. Paths are absolute. */
export interface LeafFiles<Name extends string = LeafName> {
  readonly name: Name;
  /** PEM of the leaf alone, as ANS delivers it. */
  readonly cert: string;
  readonly key: string;
  readonly p12: string;
  /** Password of the `.p12` (the same for all leaves of a test PKI: it protects nothing real). */
  readonly p12Password: string;
  /** Subject DN in the ANS form (RFC 4514). */
  readonly subjectDn: string;
}

/** The fixtures that are there from the start: every scenario needs some of them. @see pki-and-oauth §8.2 */
export const LEAF_NAMES = [
  'good',
  'other-subject',
  'expired',
  'unknown-ca',
  'renewed',
  'consumer',
  'self-signed',
] as const;

/** Name of a client leaf. */
export type LeafName = (typeof LEAF_NAMES)[number];

/** The fixtures that are issued when they are first asked for: most runs never need them. @see pki-and-oauth §8.2 */
export const EXTRA_FIXTURES = [
  'accents-comma-apostrophe',
  'establishment-a',
  'establishment-b',
  'eai',
  'not-yet-valid',
  'revoked',
  'server-eku',
  'sign-usage',
  'personal',
] as const;

/** Name of a fixture that is issued on demand. */
export type ExtraFixture = (typeof EXTRA_FIXTURES)[number];

/** Names of all fixtures. */
export const FIXTURE_NAMES = [...LEAF_NAMES, ...EXTRA_FIXTURES] as const;

/** Name of a fixture. */
export type FixtureName = (typeof FIXTURE_NAMES)[number];

/** Server certificates with one fault each, that a server can present in place of its own: out of date, or good for another host only. */
export const SERVER_FIXTURES = ['expired', 'other-host'] as const;

/** Name of a server certificate with a fault. */
export type ServerFixture = (typeof SERVER_FIXTURES)[number];

/** The test PKI, made once and reused. Paths are absolute. */
export interface Pki {
  readonly dir: string;
  /** PEM bundle (intermediate and root) that a connector trusts for both hosts. */
  readonly caFile: string;
  /** The same trust as PKCS#12 with the trusted-key-usage attribute, which Java's keystore opens. */
  readonly trustP12: string;
  readonly trustP12Password: string;
  /** DER files under the names ANS uses: `ACR-EL-TEST.cer`, `ACI-EL-ORG-TEST.cer`. */
  readonly rootCer: string;
  readonly intermediateCer: string;
  /** PEM of intermediate and root: what the auth listener verifies clients against. */
  readonly clientCa: string;
  /** Server certificate (leaf + intermediate, PEM) and its key. */
  readonly serverChain: string;
  readonly serverKey: string;
  readonly leaves: Readonly<Record<LeafName, LeafFiles>>;
}

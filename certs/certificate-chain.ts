import type { X509Certificate } from 'node:crypto';
import { isKnownProductionRoot } from './known-roots.ts';
import { issuerDnOf } from './subject-dn.ts';

/**
 * Who issued a certificate: the test PKI here, authorities that the user gave, nobody but itself, or IGC-Santé as its issuer's
 * name says (`-chain`: the chain came with it and its signatures verify).
 */
export type ChainKind =
  | 'test-pki'
  | 'given'
  | 'self-signed'
  | 'igc-sante-production'
  | 'igc-sante-production-chain'
  | 'igc-sante-test'
  | 'igc-sante-test-chain'
  | 'unknown';

/** Authorities at hand. */
export interface KnownAuthorities {
  /** Those of the test PKI. */
  readonly testPki: readonly X509Certificate[];
  /** Those that the user gave. */
  readonly given: readonly X509Certificate[];
}

/** Issuer of ORG certificates, by name. @see pki-and-oauth §2.1 */
const PRODUCTION_ISSUER = 'CN=AC IGC-SANTE ELEMENTAIRE ORGANISATIONS,OU=IGC-SANTE,OU=0002 187512751,O=ASIP-SANTE,C=FR';
const TEST_ISSUER =
  'CN=TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS,OU=IGC-SANTE TEST,OU=0002 187512751,O=ASIP-SANTE,C=FR';

/** Who issued the first of `certificates`; the others came with it. */
export function chainOf(
  certificates: readonly [X509Certificate, ...X509Certificate[]],
  { testPki, given }: KnownAuthorities,
): ChainKind {
  const [leaf, ...others] = certificates;
  if (rootOf(leaf, testPki) !== null) return 'test-pki';
  if (rootOf(leaf, [...given, ...others]) === null)
    return named(leaf) ?? (isSelfSigned(leaf) ? 'self-signed' : 'unknown');
  return (
    namedWithChain(leaf, rootOf(leaf, [...given, ...others])) ?? givenOrUnknown(leaf, [...given, ...others], given)
  );
}

function givenOrUnknown(
  leaf: X509Certificate,
  all: readonly X509Certificate[],
  given: readonly X509Certificate[],
): ChainKind {
  const root = rootOf(leaf, all);
  const isGiven = given.some(({ fingerprint256 }) => fingerprint256 === root?.fingerprint256);
  return isGiven ? 'given' : 'unknown';
}

function named(leaf: X509Certificate): 'igc-sante-production' | 'igc-sante-test' | null {
  const issuer = issuerDnOf(leaf);
  if (issuer === PRODUCTION_ISSUER) return 'igc-sante-production';
  return issuer === TEST_ISSUER ? 'igc-sante-test' : null;
}

/** The production root is known by its fingerprint; any other root under the name of production is not it. */
function namedWithChain(leaf: X509Certificate, root: X509Certificate | null): ChainKind | null {
  if (root !== null && isKnownProductionRoot(root)) return 'igc-sante-production-chain';
  const name = named(leaf);
  if (name === 'igc-sante-test') return 'igc-sante-test-chain';
  return name;
}

/** The self-signed authority at the end of the chain; null when a link is missing. */
function rootOf(leaf: X509Certificate, authorities: readonly X509Certificate[]): X509Certificate | null {
  let current = leaf;
  for (let link = 0; link < authorities.length; link += 1) {
    const child = current;
    const issuer = authorities.find((authority) => isIssued(child, authority));
    if (issuer === undefined) return null;
    if (isIssued(issuer, issuer)) return issuer;
    current = issuer;
  }
  return null;
}

function isIssued(child: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return child.checkIssued(issuer) && child.verify(issuer.publicKey);
  } catch {
    return false; // a key that cannot be read signs nothing
  }
}

/** By its own key: that it may not sign certificates does not make it less so. */
function isSelfSigned(leaf: X509Certificate): boolean {
  try {
    return leaf.subject === leaf.issuer && leaf.verify(leaf.publicKey);
  } catch {
    return false;
  }
}

import { formatDn } from './dn-format.ts';
import { DnError } from './dn-name.ts';
import type { Dn, Rdn } from './dn-name.ts';
import { parseDn } from './dn-parse.ts';

/** How a configured name stands to the name in a certificate. Only `match` lets a client in. */
export type DnVerdict = 'match' | 'reversed' | 'near' | 'different';

/** Which slip explains a name that does not match; `attribute`: one attribute differs, is missing or is too many. */
export type DnNearMiss = 'reversed' | 'normalisation' | 'space' | 'case' | 'attribute';

/** Outcome of {@link compareDn}. */
export interface DnComparison {
  readonly verdict: DnVerdict;
  /** The slip to name to whoever configured the DN (the first, if several together); null for `match` and `different`. */
  readonly nearMiss: DnNearMiss | null;
  /** Type of the attribute that differs (`O`, `OU`…) when `nearMiss` is `attribute`, else null. */
  readonly attribute: string | null;
}

/**
 * Compares the subject DN that a participant gave with the one in its certificate, as Keycloak's exact mode: names are
 * parsed, then must hold the same attributes with the same values in the same order. Case, spaces and accents count;
 * escapes, quotes, spaces around separators and the spelling of attribute types do not.
 * @param configured what the participant gave.
 * @param actual the name in the certificate, in the ANS form ({@link subjectDnOf}); never makes this function throw.
 * @throws {DnError} when `configured` is not a distinguished name.
 * @see pki-and-oauth §3.2, appendix A
 */
export function compareDn(configured: string, actual: string): DnComparison {
  const wanted = parseDn(configured);
  const found = parseActual(actual);
  if (found === null) return outcome('different');
  if (isSame(wanted, found)) return outcome('match');
  const turned = wanted.toReversed();
  if (isSame(turned, found)) return outcome('reversed', 'reversed');
  const slip = slipBetween(wanted, found);
  if (slip !== null) return outcome('near', slip);
  if (slipBetween(turned, found) !== null) return outcome('near', 'reversed');
  const attribute = onlyDifference(wanted, found);
  return attribute === null ? outcome('different') : { verdict: 'near', nearMiss: 'attribute', attribute };
}

function outcome(verdict: DnVerdict, nearMiss: DnNearMiss | null = null): DnComparison {
  return { verdict, nearMiss, attribute: null };
}

/** Null for the empty name, and for what no certificate should hold. */
function parseActual(actual: string): Dn | null {
  try {
    return parseDn(actual, { isFromCertificate: true });
  } catch (error) {
    if (error instanceof DnError) return null;
    throw error;
  }
}

function isSame(a: Dn, b: Dn): boolean {
  return a.length === b.length && formatDn(a) === formatDn(b);
}

type Fold = 'normalisation' | 'space' | 'case';

const FOLDS: Readonly<Record<Fold, (value: string) => string>> = {
  normalisation: (value) => value.normalize('NFC'),
  space: (value) => value.replace(/\s+/g, ' ').replace(/^ | $/g, ''),
  case: (value) => value.toLowerCase(),
};

const ALL_FOLDS: readonly Fold[] = ['normalisation', 'space', 'case'];

/** The first slip without which the names still differ although the others are forgiven; null when no slip explains it. */
function slipBetween(wanted: Dn, found: Dn): Fold | null {
  if (!isSame(fold(wanted, ALL_FOLDS), fold(found, ALL_FOLDS))) return null;
  const needed = ALL_FOLDS.find((one) => {
    const others = ALL_FOLDS.filter((each) => each !== one);
    return !isSame(fold(wanted, others), fold(found, others));
  });
  return needed ?? 'normalisation';
}

function fold(dn: Dn, folds: readonly Fold[]): Dn {
  const folded = (value: string): string => folds.reduce((text, one) => FOLDS[one](text), value);
  return dn.map((rdn) => rdn.map(({ type, value }) => ({ type, value: folded(value) })));
}

/** The type of the one attribute by which two names differ; null when more differ, or when nothing is shared. */
function onlyDifference(wanted: Dn, found: Dn): string | null {
  const longest = Math.max(wanted.length, found.length);
  const shortest = Math.min(wanted.length, found.length);
  let head = 0;
  while (head < shortest && isSameRdn(wanted[head], found[head])) head++;
  let tail = 0;
  while (tail < shortest - head && isSameRdn(wanted.at(-1 - tail), found.at(-1 - tail))) tail++;
  if (head + tail === 0 || longest - head - tail !== 1) return null;
  const longer = found.length < wanted.length ? wanted : found;
  return longer[head]?.map(({ type }) => type).join('+') ?? null;
}

function isSameRdn(a: Rdn | undefined, b: Rdn | undefined): boolean {
  return a !== undefined && b !== undefined && formatDn([a]) === formatDn([b]);
}

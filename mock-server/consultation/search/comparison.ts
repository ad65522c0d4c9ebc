/** The prefixes that the guide lists, and equality, which has none. */
export const PREFIXES = ['gt', 'lt', 'ge', 'le', 'sa', 'eb'] as const;

/** How an ordered value is compared; `ne` only exists in `_filter`. */
export type Comparison = (typeof PREFIXES)[number] | 'eq' | 'ne';

/** Prefixes of R4 that the ROR does not list: they are named when they are refused. */
const OTHER_PREFIXES = ['ne', 'ap'];

/** A value with its prefix taken off. */
export interface Prefixed {
  readonly comparison: Comparison;
  readonly text: string;
  /** A prefix of R4 that is not served; null when there is none. */
  readonly unserved: string | null;
}

/** Takes the prefix off `ge2024-01-01` or `gt5`; `eq` may be written too. */
export function takePrefix(text: string): Prefixed {
  const letters = text.slice(0, 2);
  const served = [...PREFIXES, 'eq' as const].find((one) => one === letters);
  if (served !== undefined) return { comparison: served, text: text.slice(2), unserved: null };
  if (OTHER_PREFIXES.includes(letters)) return { comparison: 'eq', text: text.slice(2), unserved: letters };
  return { comparison: 'eq', text, unserved: null };
}

/** A half-open range of the number line. */
export interface Range {
  readonly from: number;
  /** Not in the range any more. */
  readonly to: number;
}

/**
 * Compares the range of a stored value with that of the value searched (R4 search, prefixes): `eq` when the searched
 * range holds the stored one whole, `gt` when something of the stored one lies above it, `sa` when all of it does.
 */
export function compareRanges(stored: Range, comparison: Comparison, searched: Range): boolean {
  const isEqual = stored.from >= searched.from && stored.to <= searched.to;
  const isAbove = stored.to > searched.to;
  const isBelow = stored.from < searched.from;
  const results: Readonly<Record<Comparison, boolean>> = {
    eq: isEqual,
    ne: !isEqual,
    gt: isAbove,
    ge: isAbove || isEqual,
    lt: isBelow,
    le: isBelow || isEqual,
    sa: stored.from >= searched.to,
    eb: stored.to <= searched.from,
  };
  return results[comparison];
}

import type { SearchZone } from './date-range.ts';
import type { Circle, Point } from './near.ts';

/** What the reading of a search needs beside its text. */
export interface ParseContext {
  /** Zone of the dates that name none. */
  readonly zone: SearchZone;
  /** How `eq` of `_filter` compares texts. */
  readonly filterText: 'starts-with' | 'equals';
  /** Which grammar `_filter` may be written in (Q29). */
  readonly filterGrammar: 'both' | 'standard';
  /** Where a commune is; null when the mock does not know. */
  readonly pointOf: (commune: string) => Point | null;
  /** Told of each circle that is searched in: distances are shown from its centre. */
  readonly circle: (circle: Circle) => void;
}

/** Bounds of one request. */
export const SEARCH_LIMITS = {
  parameters: 100,
  values: 200,
  /** References to follow in one criterion, `_has` and chains together. */
  hops: 4,
  includes: 20,
  sorts: 5,
  filterLength: 4_000,
  filterNodes: 200,
  filterDepth: 20,
  /** Resources that one page may include beside its matches. */
  included: 5_000,
} as const;

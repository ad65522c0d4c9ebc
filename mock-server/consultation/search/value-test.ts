import { compareRanges } from './comparison.ts';
import type { Comparison, Range } from './comparison.ts';
import { dateRange } from './date-range.ts';
import type { SearchZone } from './date-range.ts';
import { foldText } from './indexed-value.ts';
import type { DateValue, IndexedValue, QuantityValue, TokenValue } from './indexed-value.ts';
import type { SearchedNumber } from './number-range.ts';

/** True when a value of a resource is what is searched. */
export type ValueTest = (value: IndexedValue) => boolean;

/** A token searched: `code`, `system|code`, `|code` (no system), `system|` (any code). */
export interface SearchedToken {
  /** Undefined: any; null: none. */
  readonly system: string | null | undefined;
  /** Undefined: any. */
  readonly code: string | undefined;
}

/** Passes tokens that are this one. Codes are compared letter by letter. */
export function tokenTest({ system, code }: SearchedToken): ValueTest {
  return (value) =>
    value.kind === 'token' &&
    (system === undefined || sameSystem(value.system, system)) &&
    (code === undefined || value.code === code);
}

/** UCUM is written with http and with https: ANS's own sample has the latter. */
function sameSystem(stored: string | null, searched: string | null): boolean {
  return stored === searched || (ucum(stored) && ucum(searched));
}

function ucum(system: string | null): boolean {
  return system !== null && /^https?:\/\/unitsofmeasure\.org$/.test(system);
}

/** Passes identifiers of this type and value (`:of-type`). */
export function ofTypeTest(searched: {
  readonly system: string;
  readonly type: string;
  readonly value: string;
}): ValueTest {
  const { system, type, value: wanted } = searched;
  const isOfType = (one: TokenValue): boolean =>
    one.types?.some((of) => of.code === type && (system === '' || of.system === system)) ?? false;
  return (value) => value.kind === 'token' && value.code === wanted && isOfType(value);
}

/** How a text is compared, accents and case aside. */
export type TextComparison = 'starts-with' | 'ends-with' | 'contains' | 'equals';

/** Passes texts that compare so with this one. */
export function stringTest(text: string, comparison: TextComparison): ValueTest {
  const wanted = foldText(text);
  const passes: Readonly<Record<TextComparison, (folded: string) => boolean>> = {
    'starts-with': (folded) => folded.startsWith(wanted),
    'ends-with': (folded) => folded.endsWith(wanted),
    contains: (folded) => folded.includes(wanted),
    equals: (folded) => folded === wanted,
  };
  const compare = passes[comparison];
  return (value) => value.kind === 'string' && compare(value.folded);
}

/** Passes dates that compare so with the range searched. */
export function dateTest(searched: Range, comparison: Comparison, zone: SearchZone): ValueTest {
  return (value) => {
    if (value.kind !== 'date') return false;
    const stored = storedRange(value, zone);
    return stored !== null && compareRanges(stored, comparison, searched);
  };
}

/** What a stored date or Period covers; null when it is no date. */
export function storedRange({ from, to }: DateValue, zone: SearchZone): Range | null {
  if (from === null && to === null) return null;
  const start = endOf(from, { from: -Infinity, to: -Infinity }, zone);
  const end = endOf(to, { from: Infinity, to: Infinity }, zone);
  return start === null || end === null ? null : { from: start.from, to: end.to };
}

function endOf(text: string | null, open: Range, zone: SearchZone): Range | null {
  return text === null ? open : dateRange(text, zone);
}

/** Passes numbers that compare so: equality within the digits searched, the others exactly. */
export function numberTest(searched: SearchedNumber, comparison: Comparison): ValueTest {
  return (value) => value.kind === 'number' && compareNumber(value.number, searched, comparison);
}

function compareNumber(stored: number, { number, range }: SearchedNumber, comparison: Comparison): boolean {
  const isEqual = stored >= range.from && stored < range.to;
  const results: Readonly<Record<Comparison, boolean>> = {
    eq: isEqual,
    ne: !isEqual,
    gt: stored > number,
    ge: stored >= number,
    lt: stored < number,
    le: stored <= number,
    sa: stored > number,
    eb: stored < number,
  };
  return results[comparison];
}

/** The unit of a quantity searched; empty texts are any. */
export interface SearchedUnit {
  readonly system: string;
  readonly code: string;
}

/** Passes quantities that compare so and have this unit. Units are not converted. */
export function quantityTest(searched: SearchedNumber, unit: SearchedUnit, comparison: Comparison): ValueTest {
  return (value) =>
    value.kind === 'quantity' && hasUnit(value, unit) && compareNumber(value.number, searched, comparison);
}

function hasUnit(value: QuantityValue, { system, code }: SearchedUnit): boolean {
  if (system !== '' && !sameSystem(value.system, system)) return false;
  return code === '' || value.code === code || (system === '' && value.unit === code);
}

/** Passes references to this resource; `type` null: of any type. */
export function referenceTest(type: string | null, id: string): ValueTest {
  return (value) => value.kind === 'reference' && value.id === id && (type === null || value.type === type);
}

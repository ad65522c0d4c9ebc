import { nearestHint, refuseSearch, refuseTooMany } from '../refusals.ts';
import type { SearchZone } from './date-range.ts';
import type { Evaluation } from './evaluation.ts';
import type { IndexedValue } from './indexed-value.ts';
import { findParameter, SEARCH_PARAMETERS } from './parameter-table.ts';
import { SEARCH_LIMITS } from './parse-context.ts';
import type { SearchParameter } from './search-parameter.ts';
import type { ResourceType, Stored } from './stored-resource.ts';
import { storedRange } from './value-test.ts';

/** One key of `_sort`. */
export interface SortRule {
  readonly parameter: SearchParameter;
  readonly isDescending: boolean;
}

const SORTABLE = new Set(['date', 'string', 'number', 'token']);

/** The keys of `_sort=name,-_lastUpdated`. @throws FhirError 400 for a name that cannot be sorted by */
export function parseSort(type: ResourceType, value: string): readonly SortRule[] {
  const names = value.split(',');
  if (names.length > SEARCH_LIMITS.sorts) throw refuseTooMany('_sort', names.length, SEARCH_LIMITS.sorts);
  return names.map((written) => {
    const isDescending = written.startsWith('-');
    const name = isDescending ? written.slice(1) : written;
    const parameter = findParameter(type, name);
    if (parameter !== undefined && SORTABLE.has(parameter.type)) return { parameter, isDescending };
    const known = SEARCH_PARAMETERS[type].filter((one) => SORTABLE.has(one.type)).map((one) => one.name);
    throw refuseSearch({
      code: 'read.sort-unknown',
      issue: 'not-supported',
      text: 'consultation.sort-unknown',
      where: '_sort',
      seen: written,
      expected: nearestHint(name, known),
    });
  });
}

/** The resources in that order; equal ones stay in the order of the store, those without a value come last. */
export function sortStored(
  found: readonly Stored[],
  rules: readonly SortRule[],
  using: { readonly evaluation: Evaluation; readonly zone: SearchZone },
): readonly Stored[] {
  if (rules.length === 0) return found;
  const keyed = found.map((stored) => ({
    stored,
    keys: rules.map((rule) => keyOf(using.evaluation.valuesOf(stored, rule.parameter), rule, using.zone)),
  }));
  const sorted = keyed.toSorted((a, b) => {
    for (const [index, { isDescending }] of rules.entries()) {
      const order = compareKeys(a.keys[index] ?? null, b.keys[index] ?? null, isDescending);
      if (order !== 0) return order;
    }
    return 0;
  });
  return sorted.map(({ stored }) => stored);
}

type SortKey = string | number | null;

/** The least of several values, or the greatest when the order is descending (R4 search, sorting). */
function keyOf(values: readonly IndexedValue[], { isDescending }: SortRule, zone: SearchZone): SortKey {
  let best: SortKey = null;
  for (const value of values) {
    const key = plainKey(value, zone);
    if (key !== null && (best === null || compareKeys(key, best, isDescending) < 0)) best = key;
  }
  return best;
}

function plainKey(value: IndexedValue, zone: SearchZone): SortKey {
  switch (value.kind) {
    case 'date':
      return storedRange(value, zone)?.from ?? null;
    case 'number':
      return value.number;
    case 'string':
      return value.folded;
    case 'token':
      return value.code;
    default:
      return null;
  }
}

function compareKeys(a: SortKey, b: SortKey, isDescending: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return (a < b ? -1 : 1) * (isDescending ? -1 : 1);
}

import { refuseTooMany, refuseValue } from '../refusals.ts';
import type { QueryParameter } from '../../query-string.ts';
import { filterCondition } from '../filter/filter-condition.ts';
import { parseFilter } from '../filter/parse-filter.ts';
import type { Condition } from './condition.ts';
import { isIncludeName, parseInclude } from './include-rule.ts';
import type { IncludeRule } from './include-rule.ts';
import type { Circle } from './near.ts';
import { parseCriterion } from './parse-criterion.ts';
import { SEARCH_LIMITS } from './parse-context.ts';
import type { ParseContext } from './parse-context.ts';
import { parseSort } from './sort-rule.ts';
import type { SortRule } from './sort-rule.ts';
import type { ResourceType } from './stored-resource.ts';

/** A search as read: what is asked, and how the answer is wanted. */
export interface SearchPlan {
  readonly type: ResourceType;
  readonly conditions: readonly Condition[];
  readonly includes: readonly IncludeRule[];
  readonly sorts: readonly SortRule[];
  /** Matches a page; null when nothing was asked. */
  readonly count: number | null;
  /** Circles that were searched in: distances are shown from their centres. */
  readonly circles: readonly Circle[];
}

/**
 * Reads the parameters of a search. Every one is understood or refused: none is passed over.
 * @throws FhirError 400
 */
export function parseSearch(
  type: ResourceType,
  parameters: readonly QueryParameter[],
  context: Omit<ParseContext, 'circle'>,
): SearchPlan {
  if (parameters.length > SEARCH_LIMITS.parameters) {
    throw refuseTooMany('query', parameters.length, SEARCH_LIMITS.parameters);
  }
  const circles: Circle[] = [];
  const told: ParseContext = { ...context, circle: (circle) => circles.push(circle) };
  const criteria = parameters.filter(({ name }) => !isResultParameter(name));
  const includes = parameters.filter(({ name }) => isIncludeName(name));
  if (includes.length > SEARCH_LIMITS.includes)
    throw refuseTooMany('_include', includes.length, SEARCH_LIMITS.includes);
  const sort = single(parameters, '_sort');
  const count = single(parameters, '_count');
  return {
    type,
    conditions: criteria.map((one) => conditionOf(type, one, told)),
    includes: includes.flatMap((one) => parseInclude(type, one)),
    sorts: sort === null ? [] : parseSort(type, sort),
    count: count === null ? null : parseCount(count),
    circles,
  };
}

function isResultParameter(name: string): boolean {
  return ['_format', '_sort', '_count'].includes(name) || isIncludeName(name);
}

function conditionOf(type: ResourceType, { name, value }: QueryParameter, context: ParseContext): Condition {
  if (name !== '_filter') return parseCriterion(type, { name, value }, context);
  return filterCondition(type, parseFilter(value, context.filterGrammar), context);
}

/** The value of a parameter that stands at most once. */
function single(parameters: readonly QueryParameter[], name: string): string | null {
  const values = parameters.filter((one) => one.name === name).map(({ value }) => value);
  if (values.length > 1) throw refuseTooMany(name, values.length, 1);
  return values[0] ?? null;
}

function parseCount(value: string): number {
  if (/^\d{1,6}$/.test(value)) return Number(value);
  throw refuseValue('_count', value, '0 … 999999');
}

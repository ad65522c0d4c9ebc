import { refuseSearch, refuseValue } from '../refusals.ts';
import type { Condition } from '../search/condition.ts';
import type { Comparison } from '../search/comparison.ts';
import type { ParseContext } from '../search/parse-context.ts';
import { refuseModifier, resolvePath, wrapInHops } from '../search/resolve-path.ts';
import type { ParameterType, SearchParameter } from '../search/search-parameter.ts';
import type { ResourceType } from '../search/stored-resource.ts';
import { orderedTest, readToken, valueCondition } from '../search/value-conditions.ts';
import { stringTest, tokenTest } from '../search/value-test.ts';
import type { TextComparison, ValueTest } from '../search/value-test.ts';
import type { FilterComparison, FilterNode } from './filter-node.ts';

const ORDERED = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'pr'];

/** The operators that each type of parameter takes. */
const SERVED: Readonly<Record<ParameterType, readonly string[]>> = {
  token: ['eq', 'ne', 'pr'],
  string: ['eq', 'ne', 'co', 'sw', 'ew', 'pr'],
  date: ORDERED,
  number: ORDERED,
  quantity: ORDERED,
  reference: ['eq', 'ne', 're', 'pr'],
  special: ['eq'],
};

/** What a filter asks of a resource of this type. @throws FhirError 400 for an unknown name, operator or form */
export function filterCondition(type: ResourceType, node: FilterNode, context: ParseContext): Condition {
  if (node.kind === 'not') return { kind: 'not', of: filterCondition(type, node.of, context) };
  if (node.kind === 'compare') return comparisonCondition(type, node, context);
  const of = node.of.map((one) => filterCondition(type, one, context));
  return { kind: node.kind === 'and' ? 'all' : 'any', of };
}

function comparisonCondition(type: ResourceType, node: FilterComparison, context: ParseContext): Condition {
  const path = resolvePath(type, node.path);
  const { parameter, modifier } = path;
  if (modifier !== null) throw refuseModifier(parameter, modifier, node.path);
  if (!SERVED[parameter.type].includes(node.operator)) throw refuseOperator(node, parameter);
  if (node.operator === 'pr') return wrapInHops(path, presence(parameter, node));
  const tests = node.values.map(({ text }) => testOf(parameter, { ...node, text }, context));
  // `ne` is the complement of `eq`: no value is one of those named.
  return wrapInHops(path, valueCondition(parameter, tests, node.operator === 'ne'));
}

function presence(parameter: SearchParameter, { path, values }: FilterComparison): Condition {
  const [value] = values;
  const isPresent = value?.text === 'true';
  if (values.length > 1 || (!isPresent && value?.text !== 'false')) {
    throw refuseValue(`_filter ${path}`, values.map(({ text }) => text).join(' or '), 'true | false');
  }
  return valueCondition(parameter, [() => true], !isPresent);
}

function testOf(
  parameter: SearchParameter,
  asked: { readonly path: string; readonly operator: string; readonly text: string },
  context: ParseContext,
): ValueTest {
  const { path, operator, text } = asked;
  const where = `_filter ${path}`;
  if (text === '') throw refuseValue(where, '""', '<value>');
  if (parameter.type === 'token') return tokenTest(readToken({ where, text, comparison: 'eq' }));
  if (parameter.type === 'string') return stringTest(text, textComparison(operator, context));
  return orderedTest(parameter, { where, text, comparison: comparisonOf(operator) }, context);
}

/** The published `eq` of a postal code is that of its beginning (draft scenario 1bis). */
function textComparison(operator: string, { filterText }: ParseContext): TextComparison {
  const named: Readonly<Record<string, TextComparison>> = { co: 'contains', sw: 'starts-with', ew: 'ends-with' };
  return named[operator] ?? filterText;
}

function comparisonOf(operator: string): Comparison {
  const comparisons: readonly Comparison[] = ['gt', 'lt', 'ge', 'le', 'sa', 'eb'];
  return comparisons.find((one) => one === operator) ?? 'eq';
}

function refuseOperator({ path, operator }: FilterComparison, { type }: SearchParameter): Error {
  return refuseSearch({
    code: 'read.filter-operator',
    issue: 'not-supported',
    text: 'consultation.filter-operator',
    where: `_filter ${path}`,
    seen: operator,
    expected: SERVED[type].join(', '),
  });
}

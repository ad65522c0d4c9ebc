import { refuseSearch, refuseValue } from '../refusals.ts';
import { PREFIXES, takePrefix } from './comparison.ts';
import type { Comparison, Prefixed } from './comparison.ts';
import type { ValueCondition } from './condition.ts';
import { dateRange } from './date-range.ts';
import { nearCircle, nearCommuneCircle, nearTest } from './near.ts';
import { searchedNumber } from './number-range.ts';
import type { ParseContext } from './parse-context.ts';
import { isResourceType } from './stored-resource.ts';
import type { SearchParameter } from './search-parameter.ts';
import { splitUnescaped, unescapeValue } from './split-values.ts';
import { dateTest, numberTest, ofTypeTest, quantityTest, referenceTest } from './value-test.ts';
import type { SearchedToken, ValueTest } from './value-test.ts';

/** A value set that the documentation writes as the system of a Location's identifier; identifiers have no system. */
const IDENTIFIER_VALUE_SET = /^https:\/\/mos\.esante\.gouv\.fr\/NOS\/JDV_J236-/;

/** One value asked for, with how it is compared. */
export interface AskedValue {
  /** Parameter as written in the request, for refusals. */
  readonly where: string;
  /** Still escaped. */
  readonly text: string;
  readonly comparison: Comparison;
}

/** The condition that one of the tests passes, or none of them. */
export function valueCondition(
  parameter: SearchParameter,
  tests: readonly ValueTest[],
  isNegated = false,
): ValueCondition {
  const test: ValueTest = (value) => tests.some((one) => one(value));
  return { kind: 'value', parameter, test, isNegated, lookup: null };
}

/** The token that a value writes. @throws FhirError 400 */
export function readToken({ where, text }: AskedValue): SearchedToken {
  const pieces = splitUnescaped(text, '|').map(unescapeValue);
  const [first = '', second] = pieces;
  if (text === '' || text === '|' || pieces.length > 2) throw refuseValue(where, text, '<code> | <system>|<code>');
  if (second === undefined) return { system: undefined, code: first };
  const code = second === '' ? undefined : second;
  if (first === '') return { system: null, code };
  return { system: IDENTIFIER_VALUE_SET.test(first) ? undefined : first, code };
}

/** The test of `:of-type`: type system, type code and value. @throws FhirError 400 */
export function readOfType({ where, text }: AskedValue): ValueTest {
  const [system = '', type = '', value = '', ...rest] = splitUnescaped(text, '|').map(unescapeValue);
  if (type !== '' && value !== '' && rest.length === 0) return ofTypeTest({ system, type, value });
  throw refuseValue(where, text, '<system>|<type>|<value>');
}

/** Takes the prefix off a value. @throws FhirError 400 for a prefix of R4 that the ROR does not list */
export function readPrefix(where: string, text: string): Prefixed {
  const prefixed = takePrefix(text);
  if (prefixed.unserved === null) return prefixed;
  throw refuseSearch({
    code: 'read.prefix',
    issue: 'not-supported',
    text: 'consultation.prefix',
    where,
    seen: prefixed.unserved,
    expected: PREFIXES.join(', '),
  });
}

/** The test of a value of an ordered type, or of a reference or place. @throws FhirError 400 */
export function orderedTest(parameter: SearchParameter, asked: AskedValue, context: ParseContext): ValueTest {
  switch (parameter.type) {
    case 'date':
      return readDate(asked, context);
    case 'number':
      return readNumber(asked);
    case 'quantity':
      return readQuantity(asked);
    case 'special':
      return readCircle(parameter, asked, context);
    default:
      return readReference(parameter, asked);
  }
}

function readDate({ where, text, comparison }: AskedValue, { zone }: ParseContext): ValueTest {
  const range = dateRange(text, zone);
  if (range !== null) return dateTest(range, comparison, zone);
  // A raw `+` of a zone is a blank once decoded: the most frequent cause.
  const expected = /T[\d:.]+ \d\d:?\d\d$/.test(text) ? 'YYYY-MM-DDThh:mm:ss%2Bhh:mm' : 'YYYY-MM-DD[Thh:mm[:ss][Z]]';
  throw refuseValue(where, text, expected);
}

function readNumber({ where, text, comparison }: AskedValue): ValueTest {
  const number = searchedNumber(text);
  if (number !== null) return numberTest(number, comparison);
  throw refuseValue(where, text, '[gt|lt|ge|le|sa|eb]<number>');
}

function readQuantity({ where, text, comparison }: AskedValue): ValueTest {
  const [value = '', system = '', code = '', ...rest] = splitUnescaped(text, '|').map(unescapeValue);
  const number = searchedNumber(value);
  if (number !== null && rest.length === 0) return quantityTest(number, { system, code }, comparison);
  throw refuseValue(where, text, '[gt|lt|ge|le|sa|eb]<number>|<system>|<code>');
}

function readCircle(parameter: SearchParameter, { text }: AskedValue, context: ParseContext): ValueTest {
  const circle = parameter.name === 'near' ? nearCircle(text) : nearCommuneCircle(text, context.pointOf);
  context.circle(circle);
  return nearTest(circle);
}

function readReference(parameter: SearchParameter, { where, text }: AskedValue): ValueTest {
  const [, type, id = ''] =
    /^(?:https?:\/\/.*\/)?(?:([A-Za-z]+)\/)?([A-Za-z0-9.-]{1,64})$/.exec(unescapeValue(text)) ?? [];
  const expected = parameter.targets.map((target) => `${target}/<id>`).join(' | ');
  if (id === '') throw refuseValue(where, text, expected);
  if (type === undefined) return referenceTest(null, id);
  if (isResourceType(type) && parameter.targets.includes(type)) return referenceTest(type, id);
  throw refuseValue(where, text, expected);
}

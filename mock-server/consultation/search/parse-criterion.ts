import { nearestHint, refuseSearch, refuseTooMany, refuseValue } from '../refusals.ts';
import type { Condition, ValueCondition } from './condition.ts';
import { referencesOf } from './parameter-table.ts';
import type { ParseContext } from './parse-context.ts';
import { SEARCH_LIMITS } from './parse-context.ts';
import { modifiersOf, refuseModifier, resolvePath, wrapInHops } from './resolve-path.ts';
import type { ResolvedPath } from './resolve-path.ts';
import type { SearchParameter } from './search-parameter.ts';
import { splitUnescaped, unescapeValue } from './split-values.ts';
import { RESOURCE_TYPES } from './stored-resource.ts';
import type { ResourceType } from './stored-resource.ts';
import { orderedTest, readOfType, readPrefix, readToken, valueCondition } from './value-conditions.ts';
import { stringTest, tokenTest } from './value-test.ts';

/** A criterion as written: the name with its chain and modifier, and the value. */
interface Written {
  readonly name: string;
  readonly value: string;
}

/**
 * What `name=value` asks of a resource of this type: values separated by a comma are alternatives.
 * @throws FhirError 400 for an unknown name, modifier, prefix or form
 */
export function parseCriterion(type: ResourceType, written: Written, context: ParseContext): Condition {
  return parseAt(type, { ...written, where: written.name, hops: 0 }, context);
}

interface At extends Written {
  /** Name of the whole criterion, for refusals. */
  readonly where: string;
  /** References followed so far. */
  readonly hops: number;
}

function parseAt(type: ResourceType, at: At, context: ParseContext): Condition {
  if (at.name.startsWith('_has:')) return parseHas(type, at, context);
  const path = resolvePath(type, at.name);
  const hops = at.hops + path.hops.length;
  if (hops > SEARCH_LIMITS.hops) throw refuseTooMany(at.where, hops, SEARCH_LIMITS.hops);
  return wrapInHops(path, conditionOf(path, at, context));
}

/** `_has:<type>:<reference>:<criterion>`, where the criterion may be another `_has` or a chain. */
function parseHas(type: ResourceType, at: At, context: ParseContext): Condition {
  const [, from = '', name = '', rest = ''] = /^_has:([^:]*):([^:]*):(.+)$/.exec(at.name) ?? [];
  const found = referring(type).find((one) => one.type === from && one.reference.name === name);
  if (found === undefined) {
    const known = referring(type).map((one) => `_has:${one.type}:${one.reference.name}:`);
    throw refuseSearch({
      code: 'read.parameter-unknown',
      issue: 'not-supported',
      text: 'consultation.has-unknown',
      where: at.where,
      seen: `_has:${from}:${name}:`,
      expected: nearestHint(`_has:${from}:${name}:`, known),
    });
  }
  const hops = at.hops + 1;
  if (hops > SEARCH_LIMITS.hops) throw refuseTooMany(at.where, hops, SEARCH_LIMITS.hops);
  return { kind: 'has', ...found, of: [parseAt(found.type, { ...at, name: rest, hops }, context)] };
}

/** The references that lead to a type. */
function referring(type: ResourceType): readonly { type: ResourceType; reference: SearchParameter }[] {
  return RESOURCE_TYPES.flatMap((source) =>
    referencesOf(source)
      .filter(({ targets }) => targets.includes(type))
      .map((reference) => ({ type: source, reference })),
  );
}

function conditionOf({ parameter, modifier }: ResolvedPath, { where, value }: At, context: ParseContext): Condition {
  if (modifier !== null && !modifiersOf(parameter).includes(modifier)) throw refuseModifier(parameter, modifier, where);
  const texts = splitUnescaped(value, ',');
  if (texts.length > SEARCH_LIMITS.values) throw refuseTooMany(where, texts.length, SEARCH_LIMITS.values);
  if (texts.includes('')) throw refuseValue(where, value, `${where}=<value>[,<value>…]`);
  if (parameter.type === 'token') return tokenCondition(parameter, { modifier, where, texts });
  if (parameter.type === 'string') return textCondition(parameter, texts, modifier === 'contains');
  const tests = texts.map((text) => {
    const isPlain = parameter.type === 'reference' || parameter.type === 'special';
    const asked = isPlain ? { comparison: 'eq' as const, text } : readPrefix(where, text);
    return orderedTest(parameter, { where, text: asked.text, comparison: asked.comparison }, context);
  });
  return valueCondition(parameter, tests);
}

function textCondition(parameter: SearchParameter, texts: readonly string[], isInside: boolean): ValueCondition {
  const comparison = isInside ? 'contains' : 'starts-with';
  return valueCondition(
    parameter,
    texts.map((text) => stringTest(unescapeValue(text), comparison)),
  );
}

function tokenCondition(
  parameter: SearchParameter,
  asked: { readonly modifier: string | null; readonly where: string; readonly texts: readonly string[] },
): ValueCondition {
  const { modifier, where, texts } = asked;
  const values = texts.map((text) => ({ where, text, comparison: 'eq' as const }));
  if (modifier === 'of-type') return valueCondition(parameter, values.map(readOfType));
  const tokens = values.map(readToken);
  const condition = valueCondition(parameter, tokens.map(tokenTest), modifier === 'not');
  const codes = tokens.flatMap(({ code }) => code ?? []);
  const by = lookupOf(parameter);
  if (by === null || modifier !== null || codes.length < tokens.length) return condition;
  return { ...condition, lookup: { by, values: codes } };
}

function lookupOf({ name, isIdentifier }: SearchParameter): 'id' | 'identifier' | null {
  if (name === '_id') return 'id';
  return isIdentifier ? 'identifier' : null;
}

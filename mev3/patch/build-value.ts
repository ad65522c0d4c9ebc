import { clip, show, type JsonObject } from '../finding.ts';
import { childElement, isJsonOf, jsonTypeOf, typeOfSuffix, type ElementFacts } from './element-model.ts';
import { PatchFault } from './patch-fault.ts';
import { MOST_PARTS, partsOf, type SentValue } from './read-patch.ts';

/** A new element: its JSON and, for a choice element, the suffix of its name. */
export interface BuiltValue {
  readonly json: unknown;
  /** `Integer` for `valueInteger`; empty when the element is no choice. */
  readonly suffix: string;
}

/** Deepest nesting of parts. */
const DEEPEST_PARTS = 12;

/**
 * Builds the element that a value describes for an element of R4.
 * @throws PatchFault when the value is not one of the element's type.
 */
export function buildValue(value: SentValue, facts: ElementFacts): BuiltValue {
  switch (value.kind) {
    case 'typed':
      return buildTyped(value.suffix, value.value, facts);
    case 'untyped':
      return buildUntyped(value.value, facts);
    case 'extension':
      requireType(facts, 'Extension', show(value.extension));
      return { json: value.extension, suffix: '' };
    default:
      if (facts.choices !== null) throw new PatchFault('patch.value', { expected: 'value[x]', seen: 'part' });
      return { json: buildFromParts(value.parts, facts, 0), suffix: '' };
  }
}

function buildTyped(suffix: string, json: unknown, facts: ElementFacts): BuiltValue {
  const type = typeOfSuffix(suffix);
  if (facts.choices === null) {
    // A text may be sent as any text type; what the element allows is judged on the result.
    if (jsonTypeOf(facts.type) === 'object') requireType(facts, type, `value${clip(suffix, 40)}`);
    requireJson(json, facts.type);
    return { json, suffix: '' };
  }
  if (!facts.choices.includes(suffix)) {
    throw new PatchFault('patch.value', { expected: facts.choices.join(' | '), seen: `value${clip(suffix, 40)}` });
  }
  requireJson(json, type);
  return { json, suffix };
}

function buildUntyped(json: unknown, facts: ElementFacts): BuiltValue {
  if (facts.choices !== null) {
    throw new PatchFault('patch.value', { expected: facts.choices.join(' | '), seen: 'value' });
  }
  requireJson(json, facts.type);
  return { json, suffix: '' };
}

function requireType(facts: ElementFacts, type: string, seen: string): void {
  if (facts.type !== type) throw new PatchFault('patch.value', { expected: facts.type, seen });
}

/** @throws PatchFault when the JSON is not of the type that the R4 type has in JSON. */
function requireJson(json: unknown, type: string): void {
  if (isJsonOf(type, json)) return;
  throw new PatchFault('patch.value', { expected: `${type} (JSON ${jsonTypeOf(type)})`, seen: show(json) });
}

/** The element that named parts make. @throws PatchFault */
export function buildFromParts(parts: readonly JsonObject[], facts: ElementFacts, depth: number): JsonObject {
  if (depth > DEEPEST_PARTS || parts.length > MOST_PARTS) {
    throw new PatchFault('patch.value', { expected: `≤ ${DEEPEST_PARTS}`, seen: String(depth) });
  }
  if (jsonTypeOf(facts.type) !== 'object') {
    throw new PatchFault('patch.value', { expected: `value[x] (${facts.type})`, seen: 'part' });
  }
  const built: Record<string, unknown> = {};
  for (const part of parts) addPart(built, part, { facts, depth });
  return built;
}

interface Building {
  readonly facts: ElementFacts;
  readonly depth: number;
}

function addPart(built: Record<string, unknown>, part: JsonObject, { facts, depth }: Building): void {
  const name = typeof part['name'] === 'string' ? part['name'] : '';
  const child = childElement(facts.type, name);
  if (child === null) {
    throw new PatchFault('patch.unknown-element', {
      expected: facts.type,
      seen: show(part['name']),
      values: { name: clip(name, 40), type: facts.type },
    });
  }
  for (const { json, suffix } of partValues(part, child, depth)) {
    const key = `${name}${suffix}`;
    if (child.repeats) built[key] = [...listAt(built, key), json];
    else if (key in built) throw new PatchFault('patch.already-there', { expected: `1 × ${name}`, seen: key });
    else built[key] = json;
  }
}

function listAt(built: Readonly<Record<string, unknown>>, key: string): readonly unknown[] {
  const list: unknown = built[key];
  return Array.isArray(list) ? list : [];
}

/** What one part gives: one value, or several extensions when it lists pairs of url and value (published scenario 5). */
function partValues(part: JsonObject, child: ElementFacts, depth: number): readonly BuiltValue[] {
  const typed = Object.keys(part).filter((key) => /^value[A-Z]/.test(key));
  const [first] = typed;
  if (typed.length === 1 && first !== undefined) {
    return [buildTyped(first.slice('value'.length), part[first], child)];
  }
  const inner = partsOf(part);
  if (typed.length > 1 || inner.length === 0) {
    const seen = clip(Object.keys(part).join(', '));
    throw new PatchFault('patch.value', { expected: `value[x] | part (${child.type})`, seen });
  }
  const elements = child.type === 'Extension' ? splitByUrl(inner) : [inner];
  return elements.map((parts) => ({ json: buildFromParts(parts, child, depth + 1), suffix: '' }));
}

/** The parts of each extension, when several follow one another in one list: each begins with its url. */
function splitByUrl(parts: readonly JsonObject[]): readonly (readonly JsonObject[])[] {
  const groups: JsonObject[][] = [];
  for (const part of parts) {
    const current = groups.at(-1);
    if (current === undefined || part['name'] === 'url') groups.push([part]);
    else current.push(part);
  }
  return groups;
}

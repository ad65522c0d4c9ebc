import { isJsonObject } from '../finding.ts';
import { isChoice } from './element-node.ts';
import type { ElementNode, StructureRegistry } from './element-node.ts';
import { collect, extensionStep, matchesPattern, pathSteps, sameJson } from './json-value.ts';
import type { CodeList, Terminology } from './terminology.ts';

/** True when an item of a list belongs to the slice. */
export type SliceMatch = (item: unknown) => boolean;

/** What slices are resolved with. */
export interface SliceContext {
  readonly registry: StructureRegistry;
  readonly terminology: Terminology;
}

/**
 * How to recognise the items of `slice`; null when nothing in the definitions can tell them apart, so that the slice is
 * not judged. A slice whose discriminator names an element that its type does not have (model contradiction C6) is
 * recognised by the systems of its required binding, when it has one.
 */
export function sliceMatch(list: ElementNode, slice: ElementNode, context: SliceContext): SliceMatch | null {
  const discriminators = list.slicing?.discriminator ?? [];
  if (discriminators.length === 0) return null;
  const matches = discriminators.map(({ type, path }) => discriminate(slice, { type, path }, context));
  if (matches.some((match) => match === null)) return bindingMatch(slice, { path: [], rest: [] }, context);
  return (item) => matches.every((match) => match?.(item) === true);
}

function discriminate(
  slice: ElementNode,
  discriminator: { readonly type: string; readonly path: string },
  context: SliceContext,
): SliceMatch | null {
  const steps = pathSteps(discriminator.path).filter((step) => step !== '$this');
  const profile = slice.types[0]?.profile?.[0];
  if (discriminator.path === 'url' && profile !== undefined)
    return constantMatch({ path: ['url'], told: profile, isPattern: false });
  if (discriminator.type === 'exists') return existsMatch(slice, steps, context);
  if (discriminator.type !== 'value' && discriminator.type !== 'pattern') return null;
  return valueMatch(slice, steps, context);
}

/** Follows the path through the slice until something fixes the value: fixed, pattern, or a required value set. */
function valueMatch(slice: ElementNode, steps: readonly string[], context: SliceContext): SliceMatch | null {
  let node: ElementNode | undefined = slice;
  let bound: SliceMatch | null = null;
  for (let index = 0; node !== undefined; index += 1) {
    const rest = steps.slice(index);
    const told = node.fixed ?? node.pattern;
    if (told !== undefined) {
      return constantMatch({
        path: steps.slice(0, index),
        told: told.value,
        isPattern: node.fixed === undefined,
        rest,
      });
    }
    bound = bindingMatch(node, { path: steps.slice(0, index), rest }, context) ?? bound;
    const [step] = rest;
    if (step === undefined) return bound ?? extensionValueMatch(node, steps, context);
    const next = stepInto(node, step, context);
    if (next !== undefined && next.max === 0) return (item) => collect(item, steps.slice(0, index + 1)).length === 0;
    node = next;
  }
  // Without such an element, a binding found on the way only tells systems apart when the path asked for them.
  return null;
}

function stepInto(node: ElementNode, step: string, { registry }: SliceContext): ElementNode | undefined {
  const children = registry.children(node, node.types[0]?.code ?? '');
  const url = extensionStep(step);
  if (url === null) return children.get(step) ?? children.get(`${step}[x]`);
  return children.get('extension')?.slices.find((slice) => slice.types[0]?.profile?.[0] === url);
}

/** A discriminator that ends on an extension means its value. */
function extensionValueMatch(node: ElementNode, steps: readonly string[], context: SliceContext): SliceMatch | null {
  if (node.types[0]?.code !== 'Extension') return null;
  for (const [name, child] of context.registry.children(node, 'Extension')) {
    const told = child.fixed ?? child.pattern;
    if (!isChoice(name) || told === undefined) continue;
    return (item) =>
      collect(item, steps).some((each) => isJsonObject(each) && valuesOf(each).some((v) => sameJson(v, told.value)));
  }
  return null;
}

function valuesOf(extension: Readonly<Record<string, unknown>>): readonly unknown[] {
  return Object.entries(extension)
    .filter(([key]) => /^value[A-Z]/.test(key))
    .map(([, value]) => value);
}

/** The value at `path` is what is told; with `rest`, the value at `path` and `rest` is that of what is told at `rest`. */
function constantMatch(wanted: {
  readonly path: readonly string[];
  readonly told: unknown;
  readonly isPattern: boolean;
  readonly rest?: readonly string[];
}): SliceMatch {
  const { path, told, isPattern, rest = [] } = wanted;
  const [only] = path;
  if (rest.length === 0 && path.length === 1 && only !== undefined && typeof told === 'string') {
    return (item) => {
      const value = isJsonObject(item) ? item[only] : undefined;
      return value === told || (Array.isArray(value) && value.includes(told));
    };
  }
  if (rest.length === 0) {
    return (item) =>
      collect(item, path).some((each) => (isPattern ? matchesPattern(each, told) : sameJson(each, told)));
  }
  const values = collect(told, rest);
  const whole = [...path, ...rest];
  return (item) => collect(item, whole).some((each) => values.some((value) => sameJson(each, value)));
}

function existsMatch(slice: ElementNode, steps: readonly string[], context: SliceContext): SliceMatch | null {
  let node: ElementNode | undefined = slice;
  for (const step of steps) node = node === undefined ? undefined : stepInto(node, step, context);
  if (node === undefined || (node.max > 0 && node.min === 0)) return null;
  const mustExist = node.max > 0;
  return (item) => collect(item, steps).length > 0 === mustExist;
}

/** Recognises a coded item by the systems (or, where the path asks for it, the codes) of its required value set. */
function bindingMatch(
  node: ElementNode,
  { path, rest }: { readonly path: readonly string[]; readonly rest: readonly string[] },
  context: SliceContext,
): SliceMatch | null {
  // A path that leaves the coding asks for something that the value set does not tell.
  if (node.boundTo === undefined || !['coding', 'system', 'code', undefined].includes(rest[0])) return null;
  const list = context.terminology.valueSet(node.boundTo);
  if (list === undefined || list.systems.size === 0) return null;
  const asksForCode = rest.at(-1) === 'code';
  return (item) => collect(item, path).some((each) => codings(each).some((coding) => isIn(coding, list, asksForCode)));
}

function codings(value: unknown): readonly unknown[] {
  if (!isJsonObject(value)) return [];
  return Array.isArray(value['coding']) ? value['coding'] : [value];
}

function isIn(coding: unknown, list: CodeList, asksForCode: boolean): boolean {
  if (!isJsonObject(coding) || typeof coding['system'] !== 'string') return false;
  const codes = list.systems.get(coding['system']);
  return codes !== undefined && (!asksForCode || (typeof coding['code'] === 'string' && codes.has(coding['code'])));
}

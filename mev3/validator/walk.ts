import { isJsonObject, show } from '../finding.ts';
import type { JsonObject } from '../finding.ts';
import { checkCode } from './check-code.ts';
import { checkReference } from './check-reference.ts';
import { CORE, choiceProperty, isChoice } from './element-node.ts';
import type { ElementNode, StructureRegistry } from './element-node.ts';
import { reportUnknownExtension } from './extension-url.ts';
import type { InvariantCheck } from './invariants.ts';
import { matchesPattern, sameJson } from './json-value.ts';
import type { ObjectPlan, Slot } from './object-plan.ts';
import type { FindingList, ProfileFindingCode } from './profile-finding.ts';
import type { ShapeCheck } from './shape.ts';
import { sliceMatch } from './slice-match.ts';
import type { SliceMatch } from './slice-match.ts';
import type { Terminology } from './terminology.ts';

/** Deeper than any real resource; a hostile one ends here with a finding. */
const MAX_DEPTH = 64;

/** What one compiled set of definitions offers to every walk. */
export interface WalkTools {
  readonly registry: StructureRegistry;
  readonly terminology: Terminology;
  readonly checkShape: ShapeCheck;
  readonly checkInvariant: InvariantCheck;
  /** The root element that a resource of this type is judged against; undefined for a type that is not at hand. */
  rootFor(resource: JsonObject): ElementNode | undefined;
  /** True for the name of an R4 resource type. */
  isResourceType(name: string): boolean;
  planFor(node: ElementNode, code: string): ObjectPlan;
  /** Recognisers of slices, resolved once. */
  readonly matches: WeakMap<ElementNode, SliceMatch | null>;
}

/** Where a walk stands. */
interface Place {
  readonly where: string;
  readonly depth: number;
  /** The resource that holds the element. */
  readonly resource: JsonObject;
  /** FHIR type of the object that holds the element; empty for a resource. */
  readonly parentCode: string;
}

interface Item {
  readonly value: unknown;
  /** What stands in `_name` beside a primitive. */
  readonly sibling: unknown;
  readonly where: string;
}

/** One recursive pass over a resource or a datatype; says everything that it finds. */
export class Walk {
  readonly #tools: WalkTools;
  readonly #findings: FindingList;
  readonly #root: JsonObject;

  constructor(tools: WalkTools, findings: FindingList, root: JsonObject) {
    this.#tools = tools;
    this.#findings = findings;
    this.#root = root;
  }

  /** Judges a resource inside another one (contained, Bundle, Parameters) against the profile of its type. */
  resource(value: unknown, where: string, depth: number): void {
    if (!isJsonObject(value)) return;
    const type = value['resourceType'];
    const root = this.#tools.rootFor(value);
    if (root !== undefined) {
      this.object(
        value,
        { node: root, code: root.types[0]?.code ?? '' },
        { where, depth, resource: value, parentCode: '' },
      );
    } else if (typeof type === 'string' && this.#tools.isResourceType(type)) {
      const detail = { expected: '', seen: type, severity: 'information' } as const;
      this.#findings.add('r4.resource-not-judged', where, detail);
    } else {
      this.#findings.add('r4.unknown-resource-type', where, { expected: 'resourceType', seen: show(type) });
    }
  }

  /** Judges an object as an element of this definition and type. */
  object(data: JsonObject, as: { readonly node: ElementNode; readonly code: string }, place: Place): void {
    if (this.#findings.isFull) return;
    if (place.depth > MAX_DEPTH) {
      this.#findings.add('r4.too-deep', place.where, { expected: String(MAX_DEPTH), seen: '' });
      return;
    }
    const { node, code } = as;
    const plan = this.#tools.planFor(node, code);
    const isWellFormed = this.#shape(data, plan, place.where);
    // Nothing more to say of an empty object: all the rest would be its consequences.
    if (!isWellFormed && Object.keys(data).length === 0) return;
    this.#children(data, plan, { ...place, depth: place.depth + 1, parentCode: code });
    // An invariant over a value of a wrong form only repeats that.
    if (isWellFormed) this.#invariants(data, { plan, base: plan.shape?.id ?? code }, place);
  }

  #children(data: JsonObject, plan: ObjectPlan, place: Place): void {
    const present = new Set<ElementNode>();
    for (const key in data) {
      const slot = plan.slots.get(key);
      if (slot === undefined || (key !== slot.property && Object.hasOwn(data, slot.property))) continue;
      present.add(slot.child);
      this.#child(data, slot, place);
    }
    for (const { child, base } of plan.required) if (!present.has(child)) this.#absent(child, base, place.where);
  }

  /** Reports the faults of the JSON form; true when there is none but properties that do not exist. */
  #shape(data: JsonObject, plan: ObjectPlan, where: string): boolean {
    if (plan.shape === undefined) return true;
    let isWellFormed = true;
    for (const { code, property, ...detail } of this.#tools.checkShape(plan.shape, data)) {
      isWellFormed &&= code === 'r4.unknown-property';
      this.#findings.add(code, property === '' ? where : `${where}.${inFhirPath(property, plan)}`, detail);
    }
    return isWellFormed;
  }

  #absent(child: ElementNode, base: ElementNode | undefined, parent: string): void {
    const where = `${parent}.${elementName(child)}`;
    this.#cardinality(child, 0, { where, base });
    if (child.slices.length > 0) this.#slices(child, [], where);
  }

  #child(data: JsonObject, slot: Slot, place: Place): void {
    const { child, property, code, base } = slot;
    const where = `${place.where}.${elementName(child)}`;
    const items = itemsOf(data[property], data[`_${property}`], { where, isList: child.isList });
    this.#cardinality(child, items.length, { where, base });
    if (!slot.isAllowed) return this.#foreignChoice(items, slot, place);
    if (child.slices.length === 0) {
      for (const item of items) this.#item(item, { node: child, code }, place);
      return;
    }
    const nodesFor = this.#slices(child, items, where);
    for (const [index, item] of items.entries()) {
      for (const node of nodesFor[index] ?? []) this.#item(item, { node, code }, place);
    }
  }

  /** A value of a type that the profile does not allow is still judged as that type. */
  #foreignChoice(items: readonly Item[], { child, property, code }: Slot, place: Place): void {
    const root = this.#tools.registry.type(code);
    const expected = child.types.map((type) => choiceProperty(child.name, type.code)).join(', ');
    for (const item of items) {
      if (child.max > 0) this.#findings.add('profile.wrong-type', item.where, { expected, seen: property });
      if (root !== undefined) this.#item(item, { node: root, code }, place);
    }
  }

  #cardinality(child: ElementNode, count: number, at: { where: string; base: ElementNode | undefined }): void {
    if (count >= child.min && count <= child.max) return;
    // A minimum that only adds up those of the slices is said by the slices, each by name.
    const ofSlices = child.slices.reduce((sum, slice) => sum + slice.min, 0);
    if (count < child.min && child.min <= ofSlices) return;
    const isBase = (at.base?.min ?? 0) >= child.min || child.source.startsWith(CORE);
    const missing = isBase ? 'r4.missing' : 'profile.missing';
    const range = rangeOf(child);
    const values = { element: at.where, range };
    const code = count < child.min ? missing : tooMany(child);
    this.#findings.add(code, at.where, { expected: range, seen: String(count), values });
  }

  /** The nodes that each item is judged by: those of its slices, else that of the list; counts the slices. */
  #slices(list: ElementNode, items: readonly Item[], where: string): readonly (readonly ElementNode[])[] {
    const nodesFor: ElementNode[][] = items.map(() => []);
    const recognised = list.slices.map((slice) => ({ slice, matches: this.#matchOf(list, slice) }));
    for (const { slice, matches } of recognised) {
      if (matches === null) continue;
      const counted = items.filter((item, index) => matches(item.value) && nodesFor[index]?.push(slice));
      this.#sliceCardinality(slice, counted.length, where);
    }
    const isClosed = list.slicing?.rules === 'closed' && recognised.every(({ matches }) => matches !== null);
    for (const [index, item] of items.entries()) {
      const nodes = nodesFor[index];
      if (nodes === undefined || nodes.length > 0) continue;
      nodes.push(list);
      if (isClosed) this.#outsideSlices(list, item);
    }
    return nodesFor;
  }

  #outsideSlices(list: ElementNode, item: Item): void {
    const expected = list.slices.map((slice) => slice.sliceName).join(', ');
    this.#findings.add('profile.no-slice', item.where, { expected, seen: show(item.value) });
  }

  #matchOf(list: ElementNode, slice: ElementNode): SliceMatch | null {
    const known = this.#tools.matches.get(slice);
    if (known !== undefined) return known;
    const match = sliceMatch(list, slice, this.#tools);
    this.#tools.matches.set(slice, match);
    return match;
  }

  #sliceCardinality(slice: ElementNode, count: number, where: string): void {
    if (count >= slice.min && count <= slice.max) return;
    const range = rangeOf(slice);
    const element = slice.types[0]?.profile?.[0] ?? slice.sliceName ?? '';
    const expected = `${slice.sliceName ?? ''} ${range}`;
    const code = count < slice.min ? 'profile.missing' : tooMany(slice);
    this.#findings.add(code, where, { expected, seen: String(count), values: { element, range } });
  }

  #item(item: Item, as: { readonly node: ElementNode; readonly code: string }, place: Place): void {
    const { code } = as;
    const node = this.#tools.registry.resolve(as.node);
    const at: Place = { ...place, where: item.where };
    this.#fixedValue(item, node);
    if (node.boundTo !== undefined) {
      checkCode({ value: item.value, type: code, where: item.where, node }, this.#tools.terminology, this.#findings);
    }
    if (code === 'Resource') return this.resource(item.value, item.where, place.depth);
    if (code === 'Reference') {
      checkReference(
        item.value,
        { node, where: item.where },
        { registry: this.#tools.registry, findings: this.#findings },
      );
    }
    if (this.#tools.registry.isPrimitive(code)) return this.#primitive(item, { node, code }, at);
    if (!isJsonObject(item.value)) return;
    if (code === 'Extension') this.#extension(item.value, node, at);
    else this.object(item.value, { node, code }, at);
  }

  #fixedValue(item: Item, node: ElementNode): void {
    const told = node.fixed ?? node.pattern;
    if (told === undefined || item.value === undefined) return;
    const isRight =
      node.fixed === undefined ? matchesPattern(item.value, told.value) : sameJson(item.value, told.value);
    // The url of a nearly known extension has been reported with the right one.
    if (isRight || this.#findings.hasAt(item.where)) return;
    const expected = typeof told.value === 'string' ? told.value : JSON.stringify(told.value);
    this.#findings.add('profile.wrong-value', item.where, { expected, seen: show(item.value) });
  }

  #primitive(item: Item, as: { readonly node: ElementNode; readonly code: string }, place: Place): void {
    if (isJsonObject(item.sibling)) this.object(item.sibling, as, place);
    else if (item.value === null) this.#findings.add('r4.null', item.where, { expected: as.code, seen: 'null' });
    if (['string', 'number', 'boolean'].includes(typeof item.value)) {
      this.#invariants(item.value, { plan: this.#tools.planFor(as.node, as.code), base: as.code }, place);
    }
  }

  /** An extension that matched no slice is judged by the definition with its url, when there is one. */
  #extension(value: JsonObject, node: ElementNode, place: Place): void {
    const url = value['url'];
    const isFree = node.sliceName === undefined && typeof url === 'string' && url !== '';
    const profile = isFree ? this.#definitionOf(url, node, place) : undefined;
    this.object(value, { node: profile ?? node, code: 'Extension' }, place);
  }

  /** The definition of an extension by its url; that of the nearly right url, which is reported. */
  #definitionOf(url: string, list: ElementNode, place: Place): ElementNode | undefined {
    const { registry } = this.#tools;
    if (registry.structure(url)?.type === 'Extension') return registry.profile(url);
    const isInsideDefined = place.parentCode === 'Extension' && !list.source.startsWith(CORE);
    const unknown = { url, where: place.where, list, isInsideDefined };
    const near = reportUnknownExtension(unknown, registry.extensionUrls, this.#findings);
    return near === undefined ? undefined : registry.profile(near);
  }

  #invariants(value: unknown, of: { readonly plan: ObjectPlan; readonly base: string }, place: Place): void {
    for (const { constraint, isCore } of of.plan.invariants) {
      const context = { value, base: of.base, resource: place.resource, rootResource: this.#root };
      if (this.#tools.checkInvariant(constraint, context) !== 'broken') continue;
      const expected = constraint.human ?? constraint.expression ?? '';
      const values = { key: constraint.key, expression: constraint.expression ?? '' };
      const code = isCore ? 'r4.invariant' : 'profile.invariant';
      this.#findings.add(code, place.where, { expected, seen: show(value), values });
    }
  }
}

function rangeOf(node: ElementNode): string {
  return `${node.min}..${node.max === Infinity ? '*' : node.max}`;
}

function tooMany(node: ElementNode): ProfileFindingCode {
  return node.max === 0 ? 'profile.not-allowed' : 'profile.too-many';
}

/** `valueInteger` is `value` in FHIRPath, and `_line[0]` is `line[0]`; a property that does not exist keeps its name. */
function inFhirPath(property: string, plan: ObjectPlan): string {
  const [, name = '', index = ''] = /^([^[]*)(.*)$/s.exec(property) ?? [];
  const slot = plan.slots.get(name);
  return slot === undefined ? property : `${elementName(slot.child)}${index}`;
}

/** The name of an element in FHIRPath: `value` for `value[x]`. */
function elementName(node: ElementNode): string {
  return isChoice(node.name) ? node.name.slice(0, -3) : node.name;
}

function itemsOf(value: unknown, sibling: unknown, at: { where: string; isList: boolean }): readonly Item[] {
  if (Array.isArray(value) && sibling === undefined) {
    return value.map((each: unknown, index) => ({ value: each, sibling: undefined, where: `${at.where}[${index}]` }));
  }
  if (!Array.isArray(value) && !Array.isArray(sibling)) {
    if (value === undefined && sibling === undefined) return [];
    return [{ value, sibling, where: at.isList ? `${at.where}[0]` : at.where }];
  }
  const values: readonly unknown[] = Array.isArray(value) ? value : [];
  const siblings: readonly unknown[] = Array.isArray(sibling) ? sibling : [];
  const length = Math.max(values.length, siblings.length);
  return Array.from({ length }, (_, index) => {
    return { value: values[index], sibling: siblings[index], where: `${at.where}[${index}]` };
  });
}

import type { SelectedElement } from '../fhirpath/evaluate-path.ts';
import { clip, isJsonObject, show, type JsonObject } from '../finding.ts';
import { buildFromParts, buildValue } from './build-value.ts';
import { childElement, type ElementFacts } from './element-model.ts';
import { PatchFault } from './patch-fault.ts';
import {
  insertAt,
  isChangeable,
  listAt,
  moveAt,
  placeOf,
  primitiveSibling,
  prune,
  putAt,
  removeAt,
  type Changeable,
  type Place,
} from './place.ts';
import type { PatchOperation, SentValue } from './read-patch.ts';

/** One operation on the resource under change, with the elements that its path selects. */
export interface Change {
  readonly operation: PatchOperation;
  readonly resource: JsonObject;
  readonly selected: readonly SelectedElement[];
}

/** Does one operation on the resource. @throws PatchFault when it cannot be done */
export function doOperation(change: Change): void {
  const { operation } = change;
  if (operation.extensions.length > 0) return changeExtensions(change);
  switch (operation.type) {
    case 'add':
      return add(change);
    case 'insert':
      return insert(change);
    case 'delete':
      return remove(change);
    case 'replace':
      return replace(change);
    default:
      return move(change);
  }
}

const EXTENSION: ElementFacts = { type: 'Extension', repeats: true, choices: null };

/** The one element that the path selects. */
function only({ operation, selected }: Change): SelectedElement {
  const [first] = selected;
  if (first === undefined) throw new PatchFault('patch.no-target', { expected: '1', seen: show(operation.path) });
  if (selected.length > 1) {
    throw new PatchFault('patch.several-targets', { expected: '1', seen: String(selected.length) });
  }
  return first;
}

function valueOf({ operation }: Change): SentValue {
  if (operation.value === null) throw new PatchFault('patch.missing-part', { expected: 'value', seen: '—' });
  return operation.value;
}

function add(change: Change): void {
  const value = valueOf(change);
  const { name } = change.operation;
  if (name === null) return addToCollection(change, value);
  const target = only(change);
  const isComplex = isChangeable(target.data);
  const facts = childElement(isComplex ? target.type : 'Element', name);
  if (facts === null) {
    throw new PatchFault('patch.unknown-element', {
      expected: target.type,
      seen: show(name),
      values: { name: clip(name, 40), type: target.type },
    });
  }
  const { json, suffix } = buildValue(value, facts);
  const holder = isChangeable(target.data) ? target.data : primitiveSibling(placeOf(target, change.resource));
  addChild(holder, { name, json, key: `${name}${suffix}` }, facts);
}

interface NewChild {
  readonly name: string;
  readonly key: string;
  readonly json: unknown;
}

function addChild(holder: Changeable, child: NewChild, facts: ElementFacts): void {
  if (facts.repeats) {
    holder[child.key] = [...listAt(holder, child.key), child.json];
    return;
  }
  const names = (facts.choices ?? ['']).map((suffix) => `${child.name}${suffix}`);
  const existing = names.find((key) => key in holder);
  if (existing !== undefined) {
    throw new PatchFault('patch.already-there', { expected: 'replace', seen: existing });
  }
  holder[child.key] = child.json;
}

/** The published ROR form: the path designates extensions, and the value is one more of them. */
function addToCollection(change: Change, value: SentValue): void {
  const { json } = buildValue(value, EXTENSION);
  const [first] = change.selected;
  const holder: unknown = first === undefined ? change.resource : placeOf(first, change.resource).holder;
  if ((first !== undefined && first.type !== 'Extension') || !isChangeable(holder)) {
    throw new PatchFault('patch.missing-part', { expected: 'name', seen: '—' });
  }
  holder['extension'] = [...listAt(holder, 'extension'), json];
}

/** The list that the path selects whole, by the place of its first element. */
function wholeList(change: Change): { place: Place; length: number; type: string } {
  const [first] = change.selected;
  if (first === undefined)
    throw new PatchFault('patch.no-target', { expected: '≥ 1', seen: show(change.operation.path) });
  const place = placeOf(first, change.resource);
  const list = place.holder[place.key];
  const isWhole = place.index === 0 && Array.isArray(list) && list.length === change.selected.length;
  const isOneList = change.selected.every((one) => one.parent === first.parent && one.name === first.name);
  if (!isWhole || !isOneList) {
    throw new PatchFault('patch.not-a-list', { expected: '[…]', seen: show(change.operation.path) });
  }
  return { place, length: list.length, type: first.type };
}

function insert(change: Change): void {
  const { place, length, type } = wholeList(change);
  const index = within(change.operation.at.index, length);
  const { json } = buildValue(valueOf(change), { type, repeats: true, choices: null });
  insertAt(place, index, json);
}

function move(change: Change): void {
  const { place, length } = wholeList(change);
  const { source, destination } = change.operation.at;
  moveAt(place, within(source, length - 1), within(destination, length - 1));
}

function within(index: number | null, last: number): number {
  if (index === null || index > last) {
    throw new PatchFault('patch.index', { expected: `0–${last}`, seen: String(index) });
  }
  return index;
}

/** R4: deleting what is not there is no error. */
function remove(change: Change): void {
  if (change.selected.length === 0) return;
  removeAt(placeOf(only(change), change.resource));
  prune(change.resource);
}

function replace(change: Change): void {
  const target = only(change);
  const value = valueOf(change);
  const place = placeOf(target, change.resource);
  if (value.kind === 'untyped' && target.type === 'Extension' && isChangeable(target.data)) {
    return replaceExtensionValue(target.data, value);
  }
  const isChoice = place.key !== target.name;
  if (!isChoice) {
    putAt(place, buildValue(value, { type: target.type, repeats: place.index !== null, choices: null }).json);
    return;
  }
  const facts = childElement(target.parentType, target.name);
  const suffix = place.key.slice(target.name.length);
  const built = buildValue(typedLike(value, suffix), facts ?? { type: target.type, repeats: false, choices: [suffix] });
  removeAt(place);
  putAt({ ...place, key: `${target.name}${built.suffix}` }, built.json);
}

/** A value without a type takes the type of what it replaces. */
function typedLike(value: SentValue, suffix: string): SentValue {
  return value.kind === 'untyped' ? { kind: 'typed', suffix, value: value.value } : value;
}

/** Published scenarios 6 and 7: the path selects an extension, the value without a type is its new value. */
function replaceExtensionValue(extension: Changeable, value: SentValue & { kind: 'untyped' }): void {
  const key = Object.keys(extension).find((name) => /^value[A-Z]/.test(name));
  if (key === undefined) throw new PatchFault('patch.no-target', { expected: 'value[x]', seen: show(extension) });
  const suffix = key.slice('value'.length);
  const { json } = buildValue(typedLike(value, suffix), { type: 'Extension.value', repeats: false, choices: [suffix] });
  putAt({ holder: extension, key, index: null }, json);
}

/** Published scenarios 4 and 5: parts named `extension` instead of a value; replace finds its extension by its url. */
function changeExtensions(change: Change): void {
  const target = only(change);
  const { type, extensions } = change.operation;
  if (!isChangeable(target.data) || (type !== 'add' && type !== 'replace')) {
    throw new PatchFault('patch.unknown-part', { expected: 'value', seen: 'extension' });
  }
  for (const parts of extensions) {
    const built = buildFromParts(parts, EXTENSION, 0);
    if (type === 'add') target.data['extension'] = [...listAt(target.data, 'extension'), built];
    else replaceByUrl(target.data, built);
  }
}

function replaceByUrl(element: Changeable, built: JsonObject): void {
  const places = extensionsWithUrl(element, built['url']);
  const [place] = places;
  if (place === undefined) {
    throw new PatchFault('patch.no-target', { expected: '1', seen: show(built['url']) });
  }
  if (places.length > 1) {
    throw new PatchFault('patch.several-targets', { expected: '1', seen: String(places.length) });
  }
  putAt(place, built);
}

function extensionsWithUrl(value: unknown, url: unknown): readonly Place[] {
  if (Array.isArray(value)) return value.flatMap((item) => extensionsWithUrl(item, url));
  if (!isChangeable(value)) return [];
  const here = listAt(value, 'extension').flatMap((extension, index) =>
    isJsonObject(extension) && extension['url'] === url ? [{ holder: value, key: 'extension', index }] : [],
  );
  return [...here, ...Object.values(value).flatMap((child) => extensionsWithUrl(child, url))];
}

import type { SelectedElement } from '../fhirpath/evaluate-path.ts';
import { isJsonObject, type JsonObject } from '../finding.ts';
import { PatchFault } from './patch-fault.ts';

/** An object of the resource under change. */
export type Changeable = Record<string, unknown>;

/** Where an element stands: `holder[key]`, or `holder[key][index]` when it repeats. */
export interface Place {
  readonly holder: Changeable;
  readonly key: string;
  readonly index: number | null;
}

/** True for an object of the resource under change. */
export function isChangeable(value: unknown): value is Changeable {
  return isJsonObject(value);
}

/** The place of a selected element. @throws PatchFault for the resource itself. */
export function placeOf(selected: SelectedElement, resource: JsonObject): Place {
  const { parent, name, index, isRoot } = selected;
  if (isRoot) throw new PatchFault('patch.whole-resource', { expected: '—', seen: selected.type });
  const key = isChangeable(parent) ? keyIn(parent, name) : null;
  const found = isChangeable(parent) && key !== null ? { holder: parent, key, index } : find(resource, selected.data);
  if (found === null) throw new PatchFault('patch.no-target', { expected: '1', seen: name });
  return found;
}

/** Where an object stands, looked for in the whole resource: the engine does not say it below a primitive. */
function find(within: unknown, wanted: unknown): Place | null {
  if (typeof within !== 'object' || within === null || typeof wanted !== 'object') return null;
  for (const [key, child] of Object.entries(within)) {
    if (isChangeable(within) && Array.isArray(child) && child.includes(wanted)) {
      return { holder: within, key, index: child.indexOf(wanted) };
    }
    const deeper = find(child, wanted);
    if (deeper !== null) return deeper;
  }
  return null;
}

/** The JSON name of an element: a choice has its type in it, a primitive may be there by its extensions only. */
function keyIn(parent: Changeable, name: string): string | null {
  if (name in parent || `_${name}` in parent) return name;
  const keys = Object.keys(parent).map((key) => (key.startsWith('_') ? key.slice(1) : key));
  return keys.find((key) => key.startsWith(name) && /^[A-Z]/.test(key.slice(name.length))) ?? null;
}

/** The list at `holder[key]`; an empty new one when there is none yet (not stored). */
export function listAt(holder: Changeable, key: string): unknown[] {
  const list = holder[key];
  return Array.isArray(list) ? list : [];
}

/** Puts an element where another stood; what belonged to the old one (its id, its extensions) goes with it. */
export function putAt(place: Place, json: unknown): void {
  const { holder, key, index } = place;
  if (index === null) {
    holder[key] = json;
    delete holder[`_${key}`];
    return;
  }
  holder[key] = listAt(holder, key).with(index, json);
  const siblings = holder[`_${key}`];
  if (Array.isArray(siblings) && index < siblings.length) holder[`_${key}`] = siblings.with(index, null);
}

/** Takes an element away, with what belonged to it. */
export function removeAt({ holder, key, index }: Place): void {
  for (const name of [key, `_${key}`]) {
    const value = holder[name];
    if (index === null) delete holder[name];
    else if (Array.isArray(value)) holder[name] = value.toSpliced(index, 1);
  }
}

/** Puts an element into a list, before `index`. */
export function insertAt({ holder, key }: Place, index: number, json: unknown): void {
  holder[key] = listAt(holder, key).toSpliced(index, 0, json);
  const siblings = holder[`_${key}`];
  if (Array.isArray(siblings) && index <= siblings.length) holder[`_${key}`] = siblings.toSpliced(index, 0, null);
}

/** Moves an element within its list. */
export function moveAt({ holder, key }: Place, from: number, to: number): void {
  for (const name of [key, `_${key}`]) {
    const list = holder[name];
    if (!Array.isArray(list)) continue;
    const padded: unknown[] = [...list, ...Array.from({ length: Math.max(0, to + 1 - list.length) }, () => null)];
    const [moved] = padded.splice(from, 1);
    padded.splice(to, 0, moved ?? null);
    holder[name] = padded;
  }
}

/** The object that carries the extensions of a primitive, made when there is none. */
export function primitiveSibling({ holder, key, index }: Place): Changeable {
  const name = `_${key}`;
  if (index === null) {
    const existing = holder[name];
    if (isChangeable(existing)) return existing;
    const made: Changeable = {};
    holder[name] = made;
    return made;
  }
  const list = [...listAt(holder, name)];
  while (list.length <= index) list.push(null);
  const existing = list[index];
  const sibling: Changeable = isChangeable(existing) ? existing : {};
  list[index] = sibling;
  holder[name] = list;
  return sibling;
}

/** Removes what a deletion left empty: FHIR has no empty object, list or row of nulls. */
export function prune(value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) prune(item);
    return;
  }
  if (!isChangeable(value)) return;
  for (const [key, child] of Object.entries(value)) {
    prune(child);
    const kept = Array.isArray(child) ? pruneList(key, child) : child;
    if (isEmpty(kept)) delete value[key];
    else value[key] = kept;
  }
}

/** Siblings of primitives keep their places; other lists close up. */
function pruneList(key: string, list: readonly unknown[]): readonly unknown[] {
  if (!key.startsWith('_')) return list.filter((item) => !isEmpty(item));
  const places = list.map((item) => (isEmpty(item) ? null : item));
  return places.every((item) => item === null) ? [] : places;
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}

import { scanJson } from './json-scan.ts';
import type { ScannedMember, ScannedValue } from './json-scan.ts';

/** Line and column in a text, both 1-based. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** Finds places in one JSON text. */
export interface PlaceFinder {
  /** The place of the element that a FHIRPath names; of the nearest element around it when it is absent. */
  find(where: string): TextPlace;
  /** Keys that stand twice in one object, with the place of the second. */
  readonly duplicates: readonly { readonly key: string; readonly place: TextPlace }[];
}

/** Places in a text that JSON.parse has accepted. */
export function createPlaceFinder(text: string): PlaceFinder {
  const root = scanJson(text);
  const lineStarts = lineStartsOf(text);
  return {
    find: (where) => placeAt(offsetOf(root, stepsOf(where)), lineStarts),
    get duplicates() {
      return duplicatesIn(root).map(({ key, keyStart }) => ({ key, place: placeAt(keyStart, lineStarts) }));
    },
  };
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function placeAt(offset: number, lineStarts: readonly number[]): TextPlace {
  let [low, high] = [0, lineStarts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}

/** One step of a path: a property, an index, or a filter on a property of the items. */
type Step = string | number | { readonly name: string; readonly value: string };

/** The steps of a path, without the name of its root: `Location.extension[1].url` gives `extension`, 1, `url`. */
function stepsOf(where: string): readonly Step[] {
  const steps: Step[] = [];
  for (const [, name, index, filterName, filterValue] of where.matchAll(
    /([A-Za-z_$][\w$]*)(?=[.[]|$)|\[(\d+)\]|where\((\w+)\s*=\s*'([^']*)'\)/g,
  )) {
    if (name !== undefined) steps.push(name);
    if (index !== undefined) steps.push(Number(index));
    if (filterName !== undefined) steps.push({ name: filterName, value: filterValue ?? '' });
  }
  const [root] = steps;
  return typeof root === 'string' && /^[A-Z$]/.test(root) ? steps.slice(1) : steps;
}

function offsetOf(root: ScannedValue, steps: readonly Step[]): number {
  let value = root;
  let offset = root.start;
  for (const step of steps) {
    const next = follow(value, step);
    if (next === undefined) break;
    ({ value, offset } = next);
  }
  return offset;
}

interface Reached {
  readonly value: ScannedValue;
  readonly offset: number;
}

/** Where a step leads. A property is pointed at by its key, so that a wrong one is what the reader sees. */
function follow(value: ScannedValue, step: Step): Reached | undefined {
  if (typeof step === 'string') {
    const member = memberFor(value.members ?? [], step);
    return member === undefined ? undefined : { value: member.value, offset: member.keyStart };
  }
  const items = value.items ?? [];
  const item = typeof step === 'number' ? items[step] : items.find((each) => has(each, step));
  // A list of one that was sent without its brackets.
  const reached = item ?? (step === 0 ? value : undefined);
  return reached === undefined ? undefined : { value: reached, offset: reached.start };
}

/** The property; else that of a primitive's siblings; else the typed form: FHIRPath says `value` for `valueInteger`. */
function memberFor(members: readonly ScannedMember[], name: string): ScannedMember | undefined {
  const isTyped = (key: string): boolean => key.startsWith(name) && /^[A-Z]/.test(key.slice(name.length));
  return (
    members.findLast(({ key }) => key === name) ??
    members.find(({ key }) => key === `_${name}`) ??
    members.find(({ key }) => isTyped(key))
  );
}

function has(item: ScannedValue, wanted: { readonly name: string; readonly value: string }): boolean {
  return item.members?.some(({ key, value }) => key === wanted.name && value.text === wanted.value) === true;
}

function duplicatesIn(value: ScannedValue): readonly ScannedMember[] {
  const below = [...(value.items ?? []), ...(value.members ?? []).map((member) => member.value)].flatMap(duplicatesIn);
  const seen = new Set<string>();
  const here = (value.members ?? []).filter(({ key }) => seen.size === seen.add(key).size);
  return [...here, ...below];
}

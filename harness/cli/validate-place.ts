import { LineCounter, isMap, isNode, isPair, isScalar, isSeq, parseDocument } from 'yaml';
import type { Node } from 'yaml';

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

const START: TextPlace = { line: 1, column: 1 };

/**
 * Positions by the YAML reader, which gives those of JSON as well (JSON is YAML). It is slower than JSON.parse by far: call it
 * for texts with findings only.
 */
export function createPlaceFinder(text: string): PlaceFinder {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, keepSourceTokens: false, logLevel: 'silent' });
  const placeAt = (offset: number): TextPlace => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  return {
    find: (where) => {
      const offset = isNode(document.contents) ? offsetOf(document.contents, stepsOf(where)) : undefined;
      return offset === undefined ? START : placeAt(offset);
    },
    duplicates: document.errors
      .filter((error) => error.code === 'DUPLICATE_KEY')
      .map((error) => ({ key: keyAt(text, error.pos[0]), place: placeAt(error.pos[0]) })),
  };
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

function offsetOf(root: Node, steps: readonly Step[]): number | undefined {
  let node: unknown = root;
  let offset = root.range?.[0];
  for (const step of steps) {
    const next = follow(node, step);
    if (next === undefined) break;
    ({ node } = next);
    offset = next.offset ?? offset;
  }
  return offset;
}

/** The node that a step leads to. A property is pointed at by its key, so that a wrong one is what the reader sees. */
function follow(
  node: unknown,
  step: Step,
): { readonly node: unknown; readonly offset: number | undefined } | undefined {
  if (typeof step === 'string') {
    const pair = isMap(node)
      ? (pairOf(node.items, (key) => key === step) ?? pairOf(node.items, isChoiceOf(step)))
      : undefined;
    return pair === undefined ? undefined : { node: pair.value, offset: startOf(pair.key) };
  }
  const items: readonly unknown[] = isSeq(node) ? node.items : [];
  const item =
    typeof step === 'number' ? items[step] : items.find((each) => isMap(each) && each.get(step.name) === step.value);
  return item === undefined ? undefined : { node: item, offset: startOf(item) };
}

function pairOf(
  items: readonly unknown[],
  isWanted: (key: string) => boolean,
): { readonly key: unknown; readonly value: unknown } | undefined {
  return items.filter((item) => isPair(item)).find(({ key }) => isScalar(key) && isWanted(String(key.value)));
}

/** FHIRPath says `value` for `valueInteger`. */
function isChoiceOf(name: string): (key: string) => boolean {
  return (key) => key.startsWith(name) && /^[A-Z]/.test(key.slice(name.length));
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function keyAt(text: string, offset: number): string {
  return /^"((?:[^"\\]|\\.)*)"/.exec(text.slice(offset, offset + 200))?.[1] ?? '';
}

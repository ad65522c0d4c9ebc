import { CAPACITY_URL, isCodedAttribute } from '../capacity/attributes.ts';
import { EMPTY_KEY, isKeyAttribute } from '../capacity/key.ts';
import type { CapacityKey } from '../capacity/types.ts';
import { clip } from '../finding.ts';
import { parsePath } from '../fhirpath/parse-path.ts';
import { PathSyntaxError, type Expression } from '../fhirpath/syntax.ts';
import type { FeedSelector } from '../kernel.ts';
import { conjuncts, extensionUrl, readCriterion, readUrlEquality, SelectorShapeError } from './criterion.ts';

/** How many read paths are remembered: an establishment sends the same few hundred again and again. */
const REMEMBERED = 1000;

/** Reads the path of a feed operation. Never throws; time and memory are bounded by the longest path (2 000 characters). */
export type SelectorReader = (path: string) => FeedSelector;

/** A reader of paths that remembers the thousand last asked for. */
export function createSelectorReader(): SelectorReader {
  const remembered = new Map<string, FeedSelector>();
  return (path) => {
    const known = remembered.get(path);
    if (known !== undefined) {
      // Put back at the end: the first of the map is the one not asked for the longest.
      remembered.delete(path);
      remembered.set(path, known);
      return known;
    }
    const selector = readSelector(path);
    // The path of a hostile sender is never met again; the longest ones are not worth their memory.
    if (selector.kind === 'unreadable') return selector;
    const oldest = remembered.size >= REMEMBERED ? remembered.keys().next().value : undefined;
    if (oldest !== undefined) remembered.delete(oldest);
    remembered.set(path, selector);
    return selector;
  };
}

/**
 * What a path of the feed selects, recognised in its syntax tree without evaluating it: the collection of capacity
 * records, or the records with these seven codes. Blanks, the order of the criteria, the kind of quotes and the usual
 * ways to write a criterion are tolerated. `reason` of the other kinds is `slug` or `slug: detail`.
 */
export function readSelector(path: string): FeedSelector {
  try {
    return recognise(parsePath(path));
  } catch (error) {
    if (error instanceof PathSyntaxError) {
      const where = error.fault === 'syntax' ? `: ${error.offset}` : '';
      return { kind: 'unreadable', reason: `${error.fault}${where}` };
    }
    if (error instanceof SelectorShapeError) return { kind: 'other', reason: error.message };
    throw error;
  }
}

interface Collected {
  isCapacity: boolean;
  readonly codes: Map<string, string | null>;
}

function recognise(expression: Expression): FeedSelector {
  const steps = stepsOf(expression);
  const collected: Collected = { isCapacity: false, codes: new Map() };
  const rest = skipCollection(steps, collected);
  for (const step of rest) {
    if (step.kind !== 'call' || step.name !== 'where' || step.args.length !== 1) {
      throw new SelectorShapeError(collected.isCapacity ? 'below-record' : 'not-capacity');
    }
    for (const part of step.args.flatMap(conjuncts)) collect(part, collected);
  }
  if (!collected.isCapacity) throw new SelectorShapeError('not-capacity');
  if (collected.codes.size === 0) return { kind: 'collection' };
  return { kind: 'record', key: keyFrom(collected.codes), given: [...collected.codes.keys()] };
}

/** The members, calls and indexes of a path from left to right. */
function stepsOf(expression: Expression): readonly Expression[] {
  const steps: Expression[] = [];
  let step: Expression | null = expression;
  while (step !== null) {
    if (step.kind !== 'member' && step.kind !== 'call' && step.kind !== 'index') {
      throw new SelectorShapeError('not-capacity');
    }
    steps.push(step);
    step = step.on;
  }
  return steps.toReversed();
}

/** The steps after `Location.extension` or `Location.extension('<capacity url>')`. */
function skipCollection(steps: readonly Expression[], collected: Collected): readonly Expression[] {
  const [first, ...after] = steps;
  const [collection, ...wheres] = isMember(first, 'Location') ? after : steps;
  if (isMember(collection, 'extension')) return wheres;
  const url = collection === undefined ? null : extensionUrl(collection);
  if (url === null) throw new SelectorShapeError('not-capacity');
  collected.isCapacity = url === CAPACITY_URL;
  return wheres;
}

function isMember(step: Expression | undefined, name: string): boolean {
  return step?.kind === 'member' && step.name === name;
}

function collect(part: Expression, collected: Collected): void {
  const url = readUrlEquality(part);
  if (url !== null) {
    if (url !== CAPACITY_URL) throw new SelectorShapeError(`not-capacity: ${clip(url)}`);
    collected.isCapacity = true;
    return;
  }
  const { attribute, code } = readCriterion(part);
  if (!isCodedAttribute(attribute)) throw new SelectorShapeError(`unknown-criterion: ${clip(attribute, 60)}`);
  if (collected.codes.has(attribute)) throw new SelectorShapeError(`repeated-criterion: ${attribute}`);
  collected.codes.set(attribute, code === null ? null : clip(code, 64));
}

function keyFrom(codes: ReadonlyMap<string, string | null>): CapacityKey {
  const given = [...codes].filter(([attribute]) => isKeyAttribute(attribute));
  return { ...EMPTY_KEY, ...Object.fromEntries(given) };
}

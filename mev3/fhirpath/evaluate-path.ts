import { createContext, Script } from 'node:vm';
import { compile } from 'fhirpath';
import r4Model from 'fhirpath/fhir-context/r4';
import type { JsonObject } from '../finding.ts';
import { guardPath } from './guard-path.ts';

/** An element that a path selects, with its place in the resource. */
export interface SelectedElement {
  /** The element itself (the same object as in the resource) or its primitive value. */
  readonly data: unknown;
  /** Type or path of base R4: `Location`, `Location.position`, `Address`, `Extension`, `string` … */
  readonly type: string;
  /** True for the resource itself. */
  readonly isRoot: boolean;
  /** The element that holds it: an object of the resource, or the primitive value whose extension it is. */
  readonly parent: unknown;
  /** Type of what holds the element; empty for the resource itself. */
  readonly parentType: string;
  /** Name of the element in its parent, without the type of a choice. */
  readonly name: string;
  /** Place in the list; null when the element does not repeat. */
  readonly index: number | null;
}

/** The engine took longer than it may. */
export class PathTimeoutError extends Error {
  constructor() {
    super('the path takes too long');
    this.name = 'PathTimeoutError';
  }
}

/** The path cannot be evaluated on this resource (the engine's own words). */
export class PathEvaluationError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'PathEvaluationError';
  }
}

/**
 * Longest evaluation, in ms: a last resort. What bounds the cost of a path is its guard; what the guard lets through
 * takes some ms on a Location of 50 records. The limit is wide, so that a machine under load never refuses a good path.
 */
const LONGEST_MS = 2000;

const sandbox: { task: (() => unknown) | null } = { task: null };
const context = createContext(sandbox);
const runTask = new Script('task()');

/**
 * The elements of a resource that a path selects, by the fhirpath engine with the R4 model, in bounded time
 * (`longestMs`, default 2000).
 * @throws PathSyntaxError, PathNotAllowedError, PathTimeoutError or PathEvaluationError
 */
export function evaluatePath(
  resource: JsonObject,
  path: string,
  { longestMs = LONGEST_MS }: { readonly longestMs?: number } = {},
): readonly SelectedElement[] {
  guardPath(path);
  const options = { resolveInternalTypes: false, async: false, traceFn: () => {} } as const;
  const nodes: unknown = inBoundedTime(longestMs, () => compile(path, r4Model, options)(resource));
  if (!Array.isArray(nodes)) throw new PathEvaluationError('not a collection');
  return nodes.map(selectedElement);
}

function inBoundedTime(longestMs: number, task: () => unknown): unknown {
  sandbox.task = task;
  try {
    return runTask.runInContext(context, { timeout: longestMs });
  } catch (error) {
    if (isTimeout(error)) throw new PathTimeoutError();
    throw new PathEvaluationError(error instanceof Error ? error.message : String(error));
  } finally {
    sandbox.task = null;
  }
}

/** The time-out comes from the other context: it is no Error of ours. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}

/** What the engine gives for an element: its ResourceNode, of which we read these members. */
interface EngineNode {
  readonly data: unknown;
  readonly path: string;
  readonly propName: string | null;
  readonly index: number | null;
  readonly parentResNode: { readonly data: unknown; readonly path: unknown } | null;
}

function isEngineNode(value: unknown): value is EngineNode {
  return typeof value === 'object' && value !== null && 'data' in value && 'path' in value && 'parentResNode' in value;
}

function selectedElement(node: unknown): SelectedElement {
  if (!isEngineNode(node)) throw new PathEvaluationError('a value that is no element of the resource');
  const parentType: unknown = node.parentResNode?.path;
  return {
    data: node.data,
    type: node.path,
    isRoot: node.parentResNode === null,
    parent: node.parentResNode?.data ?? null,
    parentType: typeof parentType === 'string' ? parentType : '',
    name: node.propName ?? '',
    index: node.index ?? null,
  };
}

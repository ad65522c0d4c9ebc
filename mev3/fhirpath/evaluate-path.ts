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
 * Longest evaluation, in ms. What the guard lets through takes a few ms on a Location of 50 records; this is for a
 * machine under load and for what nobody thought of.
 */
const LONGEST_MS = 250;

const sandbox: { task: (() => unknown) | null } = { task: null };
const context = createContext(sandbox);
const runTask = new Script('task()');

/**
 * The elements of a resource that a path selects, by the fhirpath engine with the R4 model, in bounded time.
 * @throws PathSyntaxError, PathNotAllowedError, PathTimeoutError or PathEvaluationError
 */
export function evaluatePath(resource: JsonObject, path: string): readonly SelectedElement[] {
  guardPath(path);
  const options = { resolveInternalTypes: false, async: false, traceFn: () => {} } as const;
  const nodes: unknown = inBoundedTime(() => compile(path, r4Model, options)(resource));
  if (!Array.isArray(nodes)) throw new PathEvaluationError('not a collection');
  return nodes.map(selectedElement);
}

function inBoundedTime(task: () => unknown): unknown {
  sandbox.task = task;
  try {
    return runTask.runInContext(context, { timeout: LONGEST_MS });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') {
      throw new PathTimeoutError();
    }
    throw new PathEvaluationError(error instanceof Error ? error.message : String(error));
  } finally {
    sandbox.task = null;
  }
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

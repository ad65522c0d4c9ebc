import {
  evaluatePath,
  PathEvaluationError,
  PathTimeoutError,
  type SelectedElement,
} from '../fhirpath/evaluate-path.ts';
import { PathNotAllowedError } from '../fhirpath/guard-path.ts';
import { PathSyntaxError } from '../fhirpath/syntax.ts';
import { clip, finding, show, type FindingCode, type JsonObject } from '../finding.ts';
import type { KernelFinding } from '../kernel.ts';
import { doOperation } from './operations.ts';
import { PatchFault } from './patch-fault.ts';
import { readPatch, type PatchOperation } from './read-patch.ts';

/** A resource after a patch, or why the patch cannot be done; then nothing of it was. */
export type PatchResult =
  | { readonly ok: true; readonly resource: JsonObject; readonly notices: readonly KernelFinding[] }
  | { readonly ok: false; readonly findings: readonly KernelFinding[]; readonly notices: readonly KernelFinding[] };

/** What a patch is held to besides being possible. */
export interface PatchOptions {
  /** Errors of a whole resource, such as those of a validator. When given, a result with any is not delivered. */
  readonly errorsOf?: (resource: JsonObject) => readonly KernelFinding[];
}

/**
 * Applies a FHIRPath Patch (R4: add, insert, delete, replace, move) to a resource of base R4, all operations or none,
 * each on the result of the one before. The published bodies of the server-only ROR scenarios are read too, where what
 * they write can be done. The resource given is not changed; the result is judged again when `errorsOf` is given.
 * Never throws on what was sent: every refusal is a finding that names the fault.
 */
export function applyPatch(resource: JsonObject, body: unknown, options: PatchOptions = {}): PatchResult {
  const { operations, faults, notices } = readPatch(body);
  if (faults.length > 0) return { ok: false, findings: faults, notices };
  const changed = structuredClone(resource);
  for (const operation of operations) {
    const refused = attempt(changed, operation);
    if (refused !== null) return { ok: false, findings: [refused], notices };
  }
  const errors = identityFault(resource, changed, operations[0]?.where) ?? options.errorsOf?.(changed) ?? [];
  return errors.length > 0 ? { ok: false, findings: errors, notices } : { ok: true, resource: changed, notices };
}

/** A patch changes what a resource says, never which resource it is. */
function identityFault(before: JsonObject, after: JsonObject, where = 'Parameters'): readonly KernelFinding[] | null {
  if (after['resourceType'] === before['resourceType'] && after['id'] === before['id']) return null;
  return [finding('patch.identity', { where, expected: nameOf(before), seen: nameOf(after) })];
}

function nameOf(resource: JsonObject): string {
  return `${show(resource['resourceType'])} ${show(resource['id'])}`;
}

function attempt(resource: JsonObject, operation: PatchOperation): KernelFinding | null {
  try {
    doOperation({ operation, resource, selected: select(resource, operation.path) });
    return null;
  } catch (error) {
    if (!(error instanceof PatchFault)) throw error;
    const detail = { ...error.detail, where: operation.where };
    return finding(error.code, detail);
  }
}

/** The elements that the path selects. @throws PatchFault when it cannot be read, is not allowed or takes too long */
function select(resource: JsonObject, path: string): readonly SelectedElement[] {
  try {
    return evaluatePath(resource, path);
  } catch (error) {
    throw pathFault(error, path);
  }
}

function pathFault(error: unknown, path: string): unknown {
  const seen = show(path);
  if (error instanceof PathSyntaxError) {
    const code = `patch.path-${error.fault === 'syntax' ? 'unreadable' : error.fault}` as const;
    return new PatchFault(code, { expected: 'FHIRPath', seen, values: { offset: error.offset } });
  }
  if (error instanceof PathNotAllowedError) {
    const code: FindingCode = `patch.path-${error.fault}`;
    return new PatchFault(code, {
      expected: 'where, exists, first, ofType …',
      seen,
      values: { detail: clip(error.detail, 60) },
    });
  }
  if (error instanceof PathTimeoutError) return new PatchFault('patch.path-timeout', { expected: 'FHIRPath', seen });
  if (error instanceof PathEvaluationError) {
    return new PatchFault('patch.path-evaluation', {
      expected: 'FHIRPath',
      seen,
      values: { reason: clip(error.message) },
    });
  }
  return error;
}

import { clip, finding, isJsonObject, show, type FindingCode, type JsonObject } from '../finding.ts';
import type { KernelFinding } from '../kernel.ts';

/** The value of an operation, as it was sent. */
export type SentValue =
  /** `valueX`: `suffix` is `X`. */
  | { readonly kind: 'typed'; readonly suffix: string; readonly value: unknown }
  /** Named parts that make the new element. */
  | { readonly kind: 'parts'; readonly parts: readonly JsonObject[] }
  /** `value` without a type, as published scenarios 6 to 8 have it. */
  | { readonly kind: 'untyped'; readonly value: unknown }
  /** One whole extension in a part without a name, as the published capacity bodies have it. */
  | { readonly kind: 'extension'; readonly extension: JsonObject };

/** One operation of a FHIRPath Patch, read but not judged against a resource. */
export interface PatchOperation {
  readonly index: number;
  /** FHIRPath of the operation in the body. */
  readonly where: string;
  readonly type: string;
  readonly path: string;
  readonly name: string | null;
  readonly value: SentValue | null;
  /** Parts named `extension`, as published scenarios 4 and 5 have them instead of a value. */
  readonly extensions: readonly (readonly JsonObject[])[];
  readonly at: { readonly index: number | null; readonly source: number | null; readonly destination: number | null };
}

/** A patch as read; `faults` refuse it. */
export interface PatchReading {
  readonly operations: readonly PatchOperation[];
  readonly faults: readonly KernelFinding[];
  readonly notices: readonly KernelFinding[];
}

/** Most operations in a patch. */
const MOST_OPERATIONS = 50;

/** Most parts in an operation or an element. */
export const MOST_PARTS = 100;

const TYPES = ['add', 'insert', 'delete', 'replace', 'move'];
const PART_NAMES = ['type', 'path', 'name', 'value', 'index', 'source', 'destination', 'extension'];

interface Sink {
  readonly faults: KernelFinding[];
  readonly notices: KernelFinding[];
}

/**
 * Reads the parsed JSON of a FHIRPath Patch (R4), with the deviations of the published ROR bodies: texts as valueString,
 * values without a type, parts named `extension`. Never throws.
 */
export function readPatch(body: unknown): PatchReading {
  const sink: Sink = { faults: [], notices: [] };
  const parameters = isJsonObject(body) && body['resourceType'] === 'Parameters' ? body['parameter'] : undefined;
  if (!Array.isArray(parameters) || parameters.length === 0 || parameters.length > MOST_OPERATIONS) {
    sink.faults.push(
      finding('patch.not-a-patch', {
        where: 'Parameters.parameter',
        expected: `Parameters, 1–${MOST_OPERATIONS} × {name: 'operation', part: […]}`,
        seen: isJsonObject(body) ? show(parameters ?? body['resourceType']) : show(body),
      }),
    );
    return { operations: [], ...sink };
  }
  const operations = parameters.flatMap((parameter: unknown, index) => readOperation(parameter, index, sink) ?? []);
  return { operations, ...sink };
}

function readOperation(parameter: unknown, index: number, sink: Sink): PatchOperation | null {
  const where = `Parameters.parameter[${index}]`;
  const parts = operationParts(parameter);
  if (parts === null) {
    const seen = isJsonObject(parameter) ? show(parameter['name']) : show(parameter);
    refuse('patch.not-a-patch', { where, expected: "{name: 'operation', part: […]}", seen }, sink);
    return null;
  }
  const before = sink.faults.length;
  const found = gather(parts, where, sink);
  const part = (name: string): FoundPart | undefined => found.get(name)?.[0];
  const operation: PatchOperation = {
    index,
    where,
    type: readType(part('type'), sink),
    path: readText(part('path')),
    name: found.has('name') ? readText(part('name')) : null,
    value: readValue(part('value'), sink),
    extensions: (found.get('extension') ?? []).map((one) => partsOf(one.part)),
    at: {
      index: readInteger(part('index'), sink),
      source: readInteger(part('source'), sink),
      destination: readInteger(part('destination'), sink),
    },
  };
  judgeParts(operation, new Set(found.keys()), sink);
  return sink.faults.length === before ? operation : null;
}

function operationParts(parameter: unknown): readonly unknown[] | null {
  const parts = isJsonObject(parameter) && parameter['name'] === 'operation' ? parameter['part'] : undefined;
  return Array.isArray(parts) && parts.length <= MOST_PARTS ? parts : null;
}

interface FoundPart {
  readonly part: JsonObject;
  readonly where: string;
}

function gather(parts: readonly unknown[], where: string, sink: Sink): ReadonlyMap<string, readonly FoundPart[]> {
  const found = new Map<string, FoundPart[]>();
  for (const [i, part] of parts.entries()) {
    const at = `${where}.part[${i}]`;
    const name = isJsonObject(part) ? part['name'] : undefined;
    if (!isJsonObject(part) || typeof name !== 'string' || !PART_NAMES.includes(name)) {
      const seen = isJsonObject(part) ? show(name) : show(part);
      refuse('patch.unknown-part', { where: at, expected: PART_NAMES.join(' | '), seen }, sink);
    } else if (found.has(name) && name !== 'extension') {
      refuse('patch.unknown-part', { where: at, expected: `1 × ${name}`, seen: show(name) }, sink);
    } else {
      found.set(name, [...(found.get(name) ?? []), { part, where: at }]);
    }
  }
  return found;
}

function refuse(code: FindingCode, detail: { where: string; expected: string; seen: string }, sink: Sink): void {
  sink.faults.push(finding(code, detail));
}

/** The parts inside a part; what is no part is left out and missed by who needs it. */
export function partsOf(part: JsonObject): readonly JsonObject[] {
  const inner = part['part'];
  return Array.isArray(inner) ? inner.slice(0, MOST_PARTS).filter(isJsonObject) : [];
}

function readType(found: FoundPart | undefined, sink: Sink): string {
  const type = readText(found);
  if (found !== undefined && !('valueCode' in found.part) && type !== '') {
    sink.notices.push(
      finding('patch.type-not-a-code', {
        where: found.where,
        expected: 'valueCode',
        seen: clip(Object.keys(found.part).join(', ')),
      }),
    );
  }
  return type;
}

function readText(found: FoundPart | undefined): string {
  for (const [name, value] of Object.entries(found?.part ?? {})) {
    if (name.startsWith('value') && typeof value === 'string') return value;
  }
  return '';
}

function readInteger(found: FoundPart | undefined, sink: Sink): number | null {
  if (found === undefined) return null;
  const value = found.part['valueInteger'];
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  refuse('patch.index', { where: found.where, expected: 'valueInteger ≥ 0', seen: show(value) }, sink);
  return null;
}

/** The value of a part: typed, in parts, without a type, or one whole extension; null when there is none. */
function readValue(found: FoundPart | undefined, sink: Sink): SentValue | null {
  if (found === undefined) return null;
  const { part, where } = found;
  const typed = Object.keys(part).filter((name) => /^value[A-Z]/.test(name));
  const [first] = typed;
  if (typed.length === 1 && first !== undefined) {
    return { kind: 'typed', suffix: first.slice('value'.length), value: part[first] };
  }
  if (typed.length === 0 && 'value' in part) {
    sink.notices.push(finding('patch.value-without-type', { where, expected: 'value[x]', seen: show(part['value']) }));
    return { kind: 'untyped', value: part['value'] };
  }
  const parts = partsOf(part);
  const whole = wholeExtension(parts);
  if (whole !== null) return { kind: 'extension', extension: whole };
  if (typed.length === 0 && parts.length > 0) return { kind: 'parts', parts };
  refuse('patch.value', { where, expected: 'value[x] | part', seen: clip(Object.keys(part).join(', ')) }, sink);
  return null;
}

function wholeExtension(parts: readonly JsonObject[]): JsonObject | null {
  const [only] = parts;
  const list = parts.length === 1 && only !== undefined && !('name' in only) ? only['extension'] : undefined;
  const extension: unknown = Array.isArray(list) && list.length === 1 ? list[0] : undefined;
  return isJsonObject(extension) ? extension : null;
}

/** The parts that each type of operation must have. */
function judgeParts(operation: PatchOperation, sent: ReadonlySet<string>, sink: Sink): void {
  const { type, path, where } = operation;
  if (!TYPES.includes(type)) {
    refuse('patch.unknown-type', { where, expected: TYPES.join(' | '), seen: show(type) }, sink);
    return;
  }
  const missing = missingParts(operation, sent);
  if (path === '') missing.unshift('path');
  for (const name of missing) refuse('patch.missing-part', { where, expected: name, seen: '—' }, sink);
}

/** What each type of operation needs beside its path. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  add: ['value', 'name'],
  insert: ['value', 'index'],
  replace: ['value'],
  move: ['source', 'destination'],
  delete: [],
};

/** The parts that are needed and were not sent; one that was sent and could not be read is refused already. */
function missingParts({ type, value, extensions }: PatchOperation, sent: ReadonlySet<string>): string[] {
  // The published ROR bodies name no element: they carry whole extensions, as the value or instead of it.
  const given = new Set(sent);
  if (extensions.length > 0) given.add('value').add('name');
  if (value?.kind === 'extension') given.add('name');
  return (NEEDED[type] ?? []).filter((part) => !given.has(part));
}

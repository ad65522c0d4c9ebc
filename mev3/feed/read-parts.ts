import { clip, finding, isJsonObject, show, type JsonObject } from '../finding.ts';
import type { KernelFinding } from '../kernel.ts';

/** What the parts of one operation hold; a text is empty when its part is missing. */
export interface OperationParts {
  readonly type: string;
  readonly path: string;
  /** Null when there is no value part; `extension` is null when its form could not be read. */
  readonly value: { readonly extension: JsonObject | null; readonly where: string } | null;
}

/** Where what is found goes: faults refuse the body, notices do not. */
export interface BodySink {
  readonly faults: KernelFinding[];
  readonly notices: KernelFinding[];
}

/** More parts than this in one operation are not read one by one. */
const MOST_PARTS = 20;

/** Reads one `operation` parameter; null when it is none. */
export function readParts(parameter: unknown, where: string, sink: BodySink): OperationParts | null {
  const parts = isJsonObject(parameter) && parameter['name'] === 'operation' ? parameter['part'] : undefined;
  if (!Array.isArray(parts)) {
    const seen = isJsonObject(parameter) ? `name: ${show(parameter['name'])}` : show(parameter);
    sink.faults.push(
      finding('feed.not-an-operation', { where, expected: "{name: 'operation', part: […]}", seen: clip(seen) }),
    );
    return null;
  }
  const met = new Map<string, { part: JsonObject; where: string }>();
  for (const [i, part] of parts.slice(0, MOST_PARTS).entries()) notePart(part, `${where}.part[${i}]`, { met, sink });
  return {
    type: readText(met.get('type'), sink),
    path: readText(met.get('path'), sink),
    value: readValuePart(met.get('value'), sink),
  };
}

interface Noting {
  readonly met: Map<string, { part: JsonObject; where: string }>;
  readonly sink: BodySink;
}

function notePart(part: unknown, where: string, { met, sink }: Noting): void {
  const name = isJsonObject(part) ? part['name'] : undefined;
  if (!isJsonObject(part) || (name !== 'type' && name !== 'path' && name !== 'value')) {
    sink.faults.push(
      finding('feed.unknown-part', {
        where,
        expected: 'type | path | value',
        seen: isJsonObject(part) ? show(name) : show(part),
        values: { name: typeof name === 'string' ? clip(name, 40) : '—' },
      }),
    );
  } else if (met.has(name)) {
    sink.faults.push(finding('feed.repeated-part', { where, expected: '1', seen: name, values: { name } }));
  } else {
    met.set(name, { part, where });
  }
}

/** The text of a type or path part: valueString as published; another value[x] of text is read with a notice (Q37). */
function readText(found: { part: JsonObject; where: string } | undefined, sink: BodySink): string {
  if (found === undefined) return '';
  const { part, where } = found;
  const published = part['valueString'];
  if (typeof published === 'string') return published;
  for (const [name, value] of Object.entries(part)) {
    if (!name.startsWith('value') || typeof value !== 'string') continue;
    const seen = clip(name, 40);
    sink.notices.push(finding('feed.not-value-string', { where: `${where}.${seen}`, expected: 'valueString', seen }));
    return value;
  }
  return '';
}

function readValuePart(
  found: { part: JsonObject; where: string } | undefined,
  sink: BodySink,
): OperationParts['value'] {
  if (found === undefined) return null;
  const { part, where } = found;
  const inner = part['part'];
  const holder = onlyItem(inner);
  const extension = isJsonObject(holder) ? onlyItem(holder['extension']) : undefined;
  const at = `${where}.part[0].extension[0]`;
  if (!isJsonObject(holder) || !isJsonObject(extension)) {
    sink.faults.push(
      finding('feed.value-form', {
        where,
        expected: "{name: 'value', part: [{extension: [{extension: […], url}]}]}",
        seen: show(inner ?? part),
      }),
    );
    return { extension: null, where: at };
  }
  if ('name' in holder) {
    sink.notices.push(
      finding('feed.value-part-named', { where: `${where}.part[0].name`, expected: '—', seen: show(holder['name']) }),
    );
  }
  return { extension, where: at };
}

/** The item of a list of one; undefined for anything else. */
function onlyItem(list: unknown): unknown {
  return Array.isArray(list) && list.length === 1 ? list[0] : undefined;
}

import { findJsonFault } from './json-fault.ts';

/** Why a body cannot be read, as the last part of an error code. */
export type BodyFault = 'empty' | 'not-utf8' | 'not-json' | 'too-deep' | 'duplicate-key';

/** A JSON body as read, or what is wrong with it. */
export type BodyReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: BodyFault; readonly seen: string };

/** Deeper nesting than this is refused before it is parsed; the published bodies have 15 levels. */
const MAX_JSON_DEPTH = 64;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a body as JSON: strict UTF-8 (a byte order mark is skipped), bounded depth, no name twice in an object. */
export function readJsonBody(body: Uint8Array): BodyReading {
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    return { ok: false, fault: 'not-utf8', seen: `${body.length} bytes` };
  }
  if (text.trim() === '') return { ok: false, fault: 'empty', seen: '' };
  const fault = findJsonFault(text, MAX_JSON_DEPTH);
  if (fault !== null) return { ok: false, ...fault };
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch (error) {
    return { ok: false, fault: 'not-json', seen: error instanceof Error ? error.message.slice(0, 120) : '' };
  }
}

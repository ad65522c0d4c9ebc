/** What `JSON.parse` would let pass: too many levels, or a name twice in one object. */
export interface JsonFault {
  readonly fault: 'too-deep' | 'duplicate-key';
  readonly seen: string;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
/** `{` and `[`; `}` and `]`. */
const OPENING = new Set([OPEN_OBJECT, 0x5b]);
const CLOSING = new Set([0x7d, 0x5d]);

/**
 * Looks once over a JSON text, before it is parsed. Text that is no JSON may pass: the parser refuses it after.
 * A name sent twice would be read differently by two parsers, so what such a body asks for is not known.
 */
export function findJsonFault(text: string, maxDepth: number): JsonFault | null {
  /** The names met in each object that is open; null for an array. */
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = stringEnd(text, at);
      const repeated = repeatedName(nameOf(text, at, end), open.at(-1));
      if (repeated !== null) return repeated;
      at = end;
    } else if (OPENING.has(code)) {
      open.push(code === OPEN_OBJECT ? new Set() : null);
      if (open.length > maxDepth) return { fault: 'too-deep', seen: `> ${maxDepth}` };
    } else if (CLOSING.has(code)) open.pop();
  }
  return null;
}

function repeatedName(name: string | null, met: Set<string> | null | undefined): JsonFault | null {
  if (name === null || met == null) return null;
  if (met.has(name)) return { fault: 'duplicate-key', seen: name.slice(0, 80) };
  met.add(name);
  return null;
}

/** Index of the closing quote, or of the end of the text. */
function stringEnd(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}

/** The string as a member name, or null when no colon follows it. */
function nameOf(text: string, start: number, end: number): string | null {
  let next = end + 1;
  while (next < text.length && text.charCodeAt(next) <= 0x20) next += 1;
  if (text.charCodeAt(next) !== COLON) return null;
  const raw = text.slice(start + 1, end);
  if (!raw.includes('\\')) return raw;
  try {
    return String(JSON.parse(text.slice(start, end + 1)));
  } catch {
    return raw;
  }
}

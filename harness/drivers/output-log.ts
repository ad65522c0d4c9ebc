import { closeSync, openSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/** Longest line kept whole; what follows on the line is dropped, so that no cut can hide a secret from the redaction. */
const MAX_LINE_CHARS = 16_384;

/** How much of the end is remembered for error messages. */
const TAIL_LINES = 5;

const SECRETS: readonly (readonly [RegExp, string])[] = [
  // User and password of an address.
  [/(\/\/)[^/@\s"']{1,200}@/g, '$1[redacted]@'],
  // A JSON Web Token, also one that was cut.
  [/eyJ[\w-]{8,}(?:\.[\w-]*){0,4}/g, '[token]'],
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, '$1 [redacted]'],
  [
    /((?:client_secret|client_assertion|access_token|refresh_token|password|passwd|passphrase|secret)["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s"',;&}]+)/gi,
    '$1[redacted]',
  ],
];

/** One line of a connector's output without tokens, secrets and passwords. */
export function redactLine(line: string): string {
  return SECRETS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
}

/**
 * Keeps what a connector prints in a file: redacted, line by line, at most `maxBytes` of it, never in memory.
 * Writes are synchronous, so that a killed run leaves what had been printed.
 */
export class OutputLog {
  readonly #file: number;
  readonly #maxBytes: number;
  readonly #streams = new Map<string, LineSplitter>();
  #seenBytes = 0;
  /** Streams that are inside a PEM private key. */
  readonly #inPrivateKey = new Set<string>();
  #tail: string[] = [];
  #watched: RegExp | null = null;
  #found: string | null = null;

  constructor(path: string, maxBytes: number) {
    this.#file = openSync(path, 'a', 0o600);
    this.#maxBytes = maxBytes;
  }

  /** True once more was printed than `maxBytes`; nothing is kept from then on. */
  get isFull(): boolean {
    return this.#seenBytes > this.#maxBytes;
  }

  /** The last lines kept, redacted, oldest first; at most five. */
  get tail(): readonly string[] {
    return this.#tail;
  }

  /** From now on remembers the last line that fits; what was found before is forgotten. */
  watch(pattern: RegExp): void {
    this.#watched = pattern;
    this.#found = null;
  }

  /** The last line that fits what is watched, redacted; null when there was none. */
  get found(): string | null {
    return this.#found;
  }

  /** Bytes that count against the limit start at zero again: a new stimulus begins. */
  restartCount(): void {
    this.#seenBytes = 0;
  }

  /** Takes a chunk of `stdout` or `stderr`; gives the complete lines that it ended, as printed. */
  take(stream: 'stdout' | 'stderr', chunk: Buffer): readonly string[] {
    if (this.isFull) return [];
    this.#seenBytes += chunk.length;
    if (this.isFull) {
      this.note(`more than ${this.#maxBytes} bytes printed: the rest is not kept`);
      return [];
    }
    const lines = this.#splitter(stream).push(chunk);
    this.#keep(stream, lines);
    return lines;
  }

  /** Writes a line of our own into the log. */
  note(text: string): void {
    writeSync(this.#file, `rorkit | ${redactLine(text)}\n`);
  }

  /** Keeps what stands without line end and closes the file. */
  close(): void {
    for (const [stream, splitter] of this.#streams) {
      const rest = splitter.end();
      if (rest !== '' && !this.isFull) this.#keep(stream, [rest]);
    }
    closeSync(this.#file);
  }

  #splitter(stream: string): LineSplitter {
    const known = this.#streams.get(stream);
    if (known !== undefined) return known;
    const made = new LineSplitter();
    this.#streams.set(stream, made);
    return made;
  }

  /** One write for all lines of a chunk: a connector may print very many short ones. */
  #keep(stream: string, lines: readonly string[]): void {
    const shown = lines.map((line) => this.#withoutPrivateKey(stream, line)).filter((line) => line !== null);
    if (shown.length === 0) return;
    this.#found = shown.findLast((line) => this.#watched?.test(line) === true) ?? this.#found;
    writeSync(this.#file, shown.map((line) => `${stream} | ${line}\n`).join(''));
    this.#tail = [...this.#tail, ...shown.filter((line) => line.trim() !== '').slice(-TAIL_LINES)].slice(-TAIL_LINES);
  }

  /** Null for the lines inside a PEM private key. */
  #withoutPrivateKey(stream: string, line: string): string | null {
    const ends = /-----END [A-Z ]*PRIVATE KEY-----/.test(line);
    if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(line)) {
      if (!ends) this.#inPrivateKey.add(stream);
      return '[private key]';
    }
    if (!this.#inPrivateKey.has(stream)) return redactLine(line);
    if (ends) this.#inPrivateKey.delete(stream);
    return null;
  }
}

/** Cuts a stream of bytes into lines, each bounded. */
class LineSplitter {
  readonly #decoder = new StringDecoder('utf8');
  #open = '';
  #dropped = 0;

  push(chunk: Buffer): string[] {
    const parts = this.#decoder.write(chunk).split(/\r?\n/);
    const last = parts.pop() ?? '';
    const lines = parts.map((part) => {
      this.#extend(part);
      return this.#finish();
    });
    this.#extend(last);
    return lines;
  }

  end(): string {
    this.#extend(this.#decoder.end());
    return this.#finish();
  }

  #extend(text: string): void {
    const room = Math.max(0, MAX_LINE_CHARS - this.#open.length);
    this.#open += text.slice(0, room);
    this.#dropped += Math.max(0, text.length - room);
  }

  #finish(): string {
    const line = this.#dropped === 0 ? this.#open : `${this.#open}… (${this.#dropped} more characters)`;
    this.#open = '';
    this.#dropped = 0;
    return line;
  }
}

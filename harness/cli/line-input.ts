import { fstatSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import type { Readable } from 'node:stream';
import { isatty } from 'node:tty';
import type { OperatorPatience } from '../drivers/operator.ts';

/** A line that was typed, or why there is none. */
export type TypedLine =
  { readonly how: 'line'; readonly text: string } | { readonly how: 'closed' | 'late' | 'interrupted' };

/** Longest line that is taken, in UTF-16 units: more is cut. */
const MAX_LINE_CHARS = 2_000;

/** Lines that somebody types or pipes in, one asked for at a time. */
export class LineInput {
  readonly #stream: Readable;
  readonly #lines: Interface;
  readonly #typesAhead: boolean;
  readonly #kept: string[] = [];
  #isClosed = false;
  #wake: (() => void) | null = null;

  /** `typesAhead`: lines that came before they were asked for are answers too, as in a pipe; at a keyboard they are slips. */
  constructor(stream: Readable, { typesAhead }: { readonly typesAhead: boolean }) {
    this.#stream = stream;
    this.#typesAhead = typesAhead;
    // The terminal itself edits the line, and its Ctrl-C stays a signal.
    this.#lines = createInterface({ input: stream, terminal: false });
    this.#lines.on('line', (line) => {
      this.#kept.push(line.slice(0, MAX_LINE_CHARS));
      this.#wake?.();
    });
    this.#lines.once('close', () => {
      this.#isClosed = true;
      this.#wake?.();
    });
  }

  /** The next line. `closed` when none can come any more. */
  async next({ timeoutMs, signal }: OperatorPatience): Promise<TypedLine> {
    if (!this.#typesAhead) this.#kept.length = 0;
    const late = AbortSignal.timeout(timeoutMs);
    const stop = AbortSignal.any([signal, late]);
    for (;;) {
      if (signal.aborted) return { how: 'interrupted' };
      const text = this.#kept.shift();
      if (text !== undefined) return { how: 'line', text };
      if (this.#isClosed) return { how: 'closed' };
      if (stop.aborted) return { how: 'late' };
      await this.#changed(stop);
    }
  }

  /** Nothing more is read. */
  close(): void {
    this.#lines.close();
    this.#stream.pause();
  }

  #changed(stop: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#wake = null;
        stop.removeEventListener('abort', done);
        resolve();
      };
      this.#wake = done;
      stop.addEventListener('abort', done, { once: true });
    });
  }
}

/** False when standard input is closed, or is a device in which nobody types, such as /dev/null. */
export function canAnswer(): boolean {
  try {
    return isatty(0) || !fstatSync(0).isCharacterDevice();
  } catch {
    return false;
  }
}

import type { ServerResponse } from 'node:http';
import type { JournalEntry } from '../../journal/entry.ts';
import { MockRorError } from '../mock-ror-error.ts';

/** A live stream of the journal: what an operation gives instead of a JSON value. */
export class EntryStream {
  readonly entries: AsyncIterable<JournalEntry>;

  constructor(entries: AsyncIterable<JournalEntry>) {
    this.entries = entries;
  }
}

/** Streams at once; each holds a connection for as long as its client wants. */
const MAX_STREAMS = 16;

/** Times of a live stream, in ms. */
export interface StreamTimes {
  /** A comment is sent this often, so that the client and what stands between know that the stream lives. Default 15 s. */
  readonly aliveMs: number;
  /** A client that takes nothing for so long is cut; it comes back with `Last-Event-ID`. Default 30 s. */
  readonly slowMs: number;
}

const DEFAULT_TIMES: StreamTimes = { aliveMs: 15_000, slowMs: 30_000 };

/** The live streams of a control API. */
export class EventStreams {
  readonly #times: StreamTimes;
  readonly #open = new Set<AbortController>();

  constructor(times: StreamTimes = DEFAULT_TIMES) {
    this.#times = times;
  }

  /**
   * Sends a stream until its client leaves or it ends. Nothing is queued: the next entry is read from the journal when the
   * client has taken those before. @throws MockRorError `control.too-many-streams`
   */
  async send(response: ServerResponse, stream: EntryStream, cut: AbortController): Promise<void> {
    if (this.#open.size >= MAX_STREAMS) {
      throw new MockRorError('control.too-many-streams', `${MAX_STREAMS} streams are open; close one first`);
    }
    this.#open.add(cut);
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(': rorkit\n\n');
    const alive = setInterval(() => {
      if (!response.writableNeedDrain) response.write(': alive\n\n');
    }, this.#times.aliveMs);
    try {
      await this.#sendAll(response, stream);
    } finally {
      clearInterval(alive);
      this.#open.delete(cut);
      response.end();
    }
  }

  /** Ends every stream. */
  endAll(): void {
    for (const cut of this.#open) cut.abort();
  }

  async #sendAll(response: ServerResponse, stream: EntryStream): Promise<void> {
    for await (const entry of stream.entries) {
      const text = `id: ${entry.seq}\nevent: ${entry.kind}\ndata: ${JSON.stringify(entry)}\n\n`;
      if (response.write(text)) continue;
      if (!(await drained(response, this.#times.slowMs))) {
        response.destroy();
        return;
      }
    }
  }
}

/** Resolves with false when the client took nothing in time, or has left. */
function drained(response: ServerResponse, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isDrained: boolean): void => {
      clearTimeout(timer);
      response.off('drain', onDrain).off('close', onClose);
      resolve(isDrained);
    };
    const onDrain = (): void => settle(true);
    const onClose = (): void => settle(false);
    const timer = setTimeout(onClose, withinMs);
    response.on('drain', onDrain).on('close', onClose);
  });
}

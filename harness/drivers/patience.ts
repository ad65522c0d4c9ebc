import { z } from 'zod';
import type { EntryKind, ExchangeEntry, JournalEntry } from '../../journal/entry.ts';
import { askedPauseMs } from '../model/attempt-chains.ts';

/** What a connector causes: silence is the absence of these. */
export const TRAFFIC: readonly EntryKind[] = [
  'exchange',
  'connection',
  'connection-unused',
  'handshake-failure',
  'delivery',
];

/** What must be heard to know how long a silence means nothing: the traffic, and the faults that hold an answer back. */
export const WATCHED: readonly EntryKind[] = [...TRAFFIC, 'fault'];

const heldBack = z.object({
  action: z.union([
    z.object({ kind: z.literal('delay'), delayMs: z.number() }).transform(({ delayMs }) => delayMs),
    z.object({ kind: z.literal('slow-drip'), overMs: z.number() }).transform(({ overMs }) => overMs),
  ]),
});

/**
 * How long a connector may be silent without being done: it waits for an answer that is held back (the journal has the
 * exchange before the answer travels), or pauses before it tries again what was refused.
 */
export class Patience {
  readonly #retryEveryMs: number;
  #pauseMs = 0;
  #answeredAtMs = 0;

  /** `retryEveryMs`: the longest pause between two tries of the connector. */
  constructor(retryEveryMs: number) {
    this.#retryEveryMs = retryEveryMs;
  }

  /** Takes an entry of the journal in; true when the connector caused it. */
  heard(entry: JournalEntry): boolean {
    if (entry.kind === 'fault') {
      if (entry.action === 'hit') this.#hold(entry.at, heldBack.safeParse(entry.fault).data?.action ?? 0);
      return false;
    }
    if (!TRAFFIC.includes(entry.kind)) return false;
    if (entry.kind === 'exchange') this.#pauseMs = this.#pauseAfter(entry);
    else if (entry.kind !== 'connection') this.#pauseMs = this.#retryEveryMs;
    return true;
  }

  /** For how long from now nothing must come, in ms, until the connector is known to be done. */
  silenceMs(quietMs: number): number {
    return Math.max(quietMs, this.#pauseMs, this.#answeredAtMs - Date.now() + quietMs);
  }

  /** A mock on another machine may have another clock: no answer is waited for longer than it is held back. */
  #hold(at: string, ms: number): void {
    if (ms > 0) this.#answeredAtMs = Math.max(this.#answeredAtMs, Math.min(Date.parse(at), Date.now()) + ms);
  }

  #pauseAfter(entry: ExchangeEntry): number {
    if (entry.answer.status < 400) return 0;
    const asked = askedPauseMs({ entry, listener: entry.listener, stimulus: 0, failedForNow: true });
    return Math.max(this.#retryEveryMs, asked ?? 0);
  }
}

import type { EntryKind, JournalEntry } from './entry.ts';

/** What is waited for, and how long. */
export interface EntryWait {
  readonly from: number;
  readonly kinds: readonly EntryKind[];
  readonly timeoutMs: number;
  /** Ends the wait, with null: who waited has left. */
  readonly signal?: AbortSignal | undefined;
}

interface Waiter {
  readonly from: number;
  readonly kinds: ReadonlySet<EntryKind>;
  readonly settle: (entry: JournalEntry | null) => void;
}

/** Those who wait for an entry that is not there yet. Nothing is polled: each committed entry is shown to them. */
export class EntryWaiters {
  readonly #waiting = new Set<Waiter>();

  /** How many wait. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Resolves with the first entry shown at or after `from` of one of `kinds`; null after `timeoutMs`, `endAll` or when `signal` fires. */
  wait({ from, kinds, timeoutMs, signal }: EntryWait): Promise<JournalEntry | null> {
    if (signal?.aborted === true) return Promise.resolve(null);
    return new Promise((resolve) => {
      const leave = (): void => waiter.settle(null);
      const timer = setTimeout(leave, timeoutMs);
      const waiter: Waiter = {
        from,
        kinds: new Set(kinds),
        settle: (entry) => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', leave);
          this.#waiting.delete(waiter);
          resolve(entry);
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.add(waiter);
    });
  }

  /** Shows a committed entry. */
  show(entry: JournalEntry): void {
    for (const waiter of this.#waiting) {
      if (entry.seq >= waiter.from && waiter.kinds.has(entry.kind)) waiter.settle(entry);
    }
  }

  /** Ends every wait with null. */
  endAll(): void {
    for (const waiter of this.#waiting) waiter.settle(null);
  }
}

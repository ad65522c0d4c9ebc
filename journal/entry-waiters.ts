import type { EntryKind, JournalEntry } from './entry.ts';

interface Waiter {
  readonly from: number;
  readonly kinds: ReadonlySet<EntryKind>;
  readonly settle: (entry: JournalEntry | null) => void;
}

/** Those who wait for an entry that is not there yet. Nothing is polled: each committed entry is shown to them. */
export class EntryWaiters {
  readonly #waiting = new Set<Waiter>();

  /** Resolves with the first entry shown at or after `from` of one of `kinds`; null after `timeoutMs` or `endAll`. */
  wait(query: { from: number; kinds: readonly EntryKind[]; timeoutMs: number }): Promise<JournalEntry | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => waiter.settle(null), query.timeoutMs);
      const waiter: Waiter = {
        from: query.from,
        kinds: new Set(query.kinds),
        settle: (entry) => {
          clearTimeout(timer);
          this.#waiting.delete(waiter);
          resolve(entry);
        },
      };
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

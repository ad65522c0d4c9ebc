import type { KeyedRecord } from '../../mev3/kernel.ts';
import type { LocationBase, StoredLocation } from './stored-location.ts';

/** Where a Location stands: the newest version, and the newest one that is known to be on disk. */
export class LocationSlot {
  readonly base: LocationBase;
  readonly #start: () => readonly KeyedRecord[];
  #current: StoredLocation;
  #stored: StoredLocation;
  /** Counts the times that the state went back: a write made before is stale. */
  #setbacks = 0;

  constructor(base: LocationBase, start: () => readonly KeyedRecord[], current: StoredLocation) {
    this.base = base;
    this.#start = start;
    this.#current = current;
    this.#stored = current;
  }

  /** The records that `reset` restores. */
  get start(): readonly KeyedRecord[] {
    return this.#start();
  }

  /** Seen by every later request at once, before it is on disk. */
  get current(): StoredLocation {
    return this.#current;
  }

  /** Takes the next version; the three members tell the store of the lane's verdict (StoreWrite). */
  advance(next: StoredLocation): { isStale: () => boolean; committed: () => void; failed: () => void } {
    const setbacks = this.#setbacks;
    this.#current = next;
    return {
      isStale: () => this.#setbacks !== setbacks,
      committed: () => {
        this.#stored = next;
      },
      failed: () => {
        if (this.#setbacks !== setbacks) return;
        this.#setbacks += 1;
        this.#current = this.#stored;
      },
    };
  }
}

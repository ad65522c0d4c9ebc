import type { ResourceFrame, ResourcePart, ResourceVersion, StoreWrite } from '../../journal/resource-versions.ts';
import type { KeyedRecord } from '../../mev3/kernel.ts';
import type { LocationBase, StoredLocation } from './stored-location.ts';

/** The rows of the version with which a Location came, which the store does not have yet. */
export interface FirstRows {
  readonly frames: readonly ResourceFrame[];
  readonly parts: readonly ResourcePart[];
  readonly versions: readonly ResourceVersion[];
}

/** What a Location is opened with. */
export interface SlotStart {
  readonly base: LocationBase;
  /** The records that `reset` restores. */
  readonly start: () => readonly KeyedRecord[];
  readonly current: StoredLocation;
  /** Null when the store has the present version. */
  readonly unwritten: FirstRows | null;
}

/** Where a Location stands: the newest version, and the newest one that is known to be on disk. */
export class LocationSlot {
  readonly base: LocationBase;
  readonly #start: () => readonly KeyedRecord[];
  #current: StoredLocation;
  #stored: StoredLocation;
  #unwritten: FirstRows | null;
  /** Counts the times that the state went back: a write made before is stale. */
  #setbacks = 0;
  #pending = 0;

  constructor({ base, start, current, unwritten }: SlotStart) {
    this.base = base;
    this.#start = start;
    this.#current = current;
    this.#stored = current;
    this.#unwritten = unwritten;
  }

  get start(): readonly KeyedRecord[] {
    return this.#start();
  }

  /** Seen by every later request at once, before it is on disk. */
  get current(): StoredLocation {
    return this.#current;
  }

  /** Whether everything is on disk, or as the seed has it: it may be forgotten and opened again. */
  get isSettled(): boolean {
    return this.#pending === 0;
  }

  /** The rows that must be written before anything refers to the present version; null when it is there, or on its way. */
  takeUnwritten(): FirstRows | null {
    const rows = this.#unwritten;
    this.#unwritten = null;
    return rows;
  }

  /** Takes the next version; the members tell the store of the lane's verdict (StoreWrite). `first` was taken for this write. */
  advance(
    next: StoredLocation,
    first: FirstRows | null,
  ): Required<Pick<StoreWrite, 'isStale' | 'committed' | 'failed'>> {
    const setbacks = this.#setbacks;
    this.#current = next;
    this.#pending += 1;
    return {
      isStale: () => this.#setbacks !== setbacks,
      committed: () => {
        this.#pending -= 1;
        this.#stored = next;
      },
      failed: () => {
        this.#pending -= 1;
        this.#unwritten ??= first;
        if (this.#setbacks !== setbacks) return;
        this.#setbacks += 1;
        this.#current = this.#stored;
      },
    };
  }
}

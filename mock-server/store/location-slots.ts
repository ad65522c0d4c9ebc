import type { LaneStore } from '../../journal/lane-store.ts';
import { LocationIndex } from './location-index.ts';
import type { LocationSlot } from './location-slot.ts';
import { openSlot } from './open-slot.ts';
import type { KnownLocation, Opening } from './open-slot.ts';
import type { SeedSource } from './seed-source.ts';

/** Locations that are held open at most: the others are opened again from the seed and the store. About 40 KB each. */
const MOST_OPEN = 2_048;

/** What the slots work with. */
export interface SlotsOptions {
  readonly lane: Pick<LaneStore, 'resources' | 'writeNow'>;
  readonly seed: SeedSource;
  readonly remember: Opening['remember'];
  /** Default 2048. */
  readonly mostOpen?: number;
}

/** The Locations of a store, each opened when it is first asked for. A slot is to be used in the tick in which it was given. */
export class LocationSlots {
  readonly #options: SlotsOptions;
  readonly #index = new LocationIndex();
  /** In the order in which they were last used. */
  readonly #open = new Map<number, LocationSlot>();
  readonly #mostOpen: number;
  /** What was seen of each Location that was opened: the next time it costs a third less. */
  readonly #known = new Map<number, KnownLocation>();

  constructor(options: SlotsOptions) {
    this.#options = options;
    this.#mostOpen = options.mostOpen ?? MOST_OPEN;
    for (const keys of options.seed.keys()) this.#index.add(keys);
  }

  identifiers(): readonly string[] {
    return this.#index.identifiers();
  }

  /** The id of every Location, in the order of the seed. */
  ids(): readonly string[] {
    return this.#index.ids;
  }

  /** The distinct Locations with this identifier; `codeAlone`: also those that store the code without its establishment. */
  find(identifier: string, codeAlone: boolean): readonly LocationSlot[] {
    const places = codeAlone ? this.#index.findWithCodeAlone(identifier) : this.#index.find(identifier);
    return places.map((place) => this.#at(place));
  }

  byId(id: string): LocationSlot | undefined {
    const place = this.#index.place(id);
    return place === undefined ? undefined : this.#at(place);
  }

  /** Every Location, in the order of the seed. */
  *all(): Iterable<LocationSlot> {
    for (let place = 0; place < this.#index.size; place += 1) yield this.#at(place);
  }

  /** Those of which the store has a version, or will have one: only they can differ from the seed. */
  *touched(): Iterable<LocationSlot> {
    const places = new Set(this.#unsettled());
    for (const id of this.#options.lane.resources.ids('Location')) {
      const place = this.#index.place(id);
      if (place !== undefined) places.add(place);
    }
    for (const place of [...places].toSorted((a, b) => a - b)) yield this.#at(place);
  }

  #unsettled(): readonly number[] {
    return [...this.#open].filter(([, slot]) => !slot.isSettled).map(([place]) => place);
  }

  #at(place: number): LocationSlot {
    const known = this.#open.get(place);
    if (known === undefined) return this.#openAt(place);
    // While all fit, the order of use does not matter.
    if (this.#open.size < this.#mostOpen) return known;
    this.#open.delete(place);
    this.#open.set(place, known);
    return known;
  }

  #openAt(place: number): LocationSlot {
    const { lane, seed, remember } = this.#options;
    const slot = openSlot({
      seeded: () => seed.locationAt(place),
      known: this.#known.get(place) ?? null,
      keys: seed.keysAt(place),
      resources: lane.resources,
      remember,
      beforeText: () => this.#writeFirst(place),
    });
    const { name, frame } = slot.base;
    this.#known.set(place, { name, frameId: frame.frameId });
    this.#open.set(place, slot);
    if (this.#open.size > this.#mostOpen) this.#closeOldest();
    return slot;
  }

  /** The slot is looked up anew: the one that was asked may have been closed and opened again since. */
  #writeFirst(place: number): void {
    const rows = this.#at(place).takeUnwritten();
    if (rows !== null) this.#options.lane.writeNow(rows);
  }

  /** A Location with a change on its way to the disk stays, however old. */
  #closeOldest(): void {
    for (const [place, slot] of this.#open) {
      if (!slot.isSettled) continue;
      this.#open.delete(place);
      return;
    }
  }
}

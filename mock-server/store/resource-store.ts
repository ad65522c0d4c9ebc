import type { Draft, SettingsEntry } from '../../journal/entry.ts';
import type { LaneStore } from '../../journal/lane-store.ts';
import type { ResourcePart, ResourceVersion, StoreWrite } from '../../journal/resource-versions.ts';
import type { KeyedRecord } from '../../mev3/kernel.ts';
import type { StateChange } from '../http/exchange.ts';
import type { Establishment, LocationSetup, LocationView } from '../mock-ror.ts';
import type { FirstRows, LocationSlot } from './location-slot.ts';
import { LocationSlots } from './location-slots.ts';
import { keyedFromRecord, plainRecord, recordsOfText } from './record-text.ts';
import type { ReadOnlyType } from './seed-resources.ts';
import { seedSource } from './seed-source.ts';
import type { SeedSource } from './seed-source.ts';
import type { Seed } from './seed.ts';
import { partText, StoredLocation } from './stored-location.ts';
import type { StoredResource } from './stored-resource.ts';

/** What the store needs of a lane. */
export type StoreLane = Pick<LaneStore, 'commit' | 'resources' | 'writeNow'>;

/** How the store of the resources is made. */
export interface ResourceStoreOptions {
  readonly lane: StoreLane;
  readonly seed: Seed | SeedSource;
  /** Mock time in ms, for `meta.lastUpdated` of what `reset` and `setRecords` change. Default real time. */
  readonly nowMs?: () => number;
}

/** A setup that names no Location, or several. */
export class UnknownLocationError extends Error {
  readonly identifier: string;
  readonly matches: number;

  constructor(identifier: string, matches: number) {
    super(`${matches} Locations have the identifier '${identifier}', expected one`);
    this.name = 'UnknownLocationError';
    this.identifier = identifier;
    this.matches = matches;
  }
}

/** A version that was to be restored and is not kept. */
export class UnknownVersionError extends Error {
  constructor(id: string, version: number) {
    super(`version ${version} of Location/${id} is not kept`);
    this.name = 'UnknownVersionError';
  }
}

/** The Locations of a lane: read from memory, every version kept by the lane's store. */
export interface ResourceStore {
  /**
   * The distinct Locations with this identifier, of type 26 or 25 (Q4), exact and case-sensitive.
   * `codeAlone`: also those that store the code without `IdNatStruct/` (Q3).
   */
  findByIdentifier(identifier: string, options?: { readonly codeAlone: boolean }): readonly StoredLocation[];
  findById(id: string): StoredLocation | undefined;
  /** The id of every Location, in the order of the seed: none of them is opened. */
  locationIds(): readonly string[];
  /** Another number each time that something of the Location changes, also when a change is taken back; no Location is opened. */
  revisionOf(id: string): number;
  /** Every Location at its present version, one after the other; each is there for as long as somebody holds it. */
  locations(): Iterable<StoredLocation>;
  /** The resources of another type, which never change: as the seed has them, in its order. */
  resourcesOf(type: ReadOnlyType): readonly StoredResource[];
  findResource(type: ReadOnlyType, id: string): StoredResource | undefined;
  /**
   * Gives the Location its next version, visible at once. The change must be committed in the same tick; when that
   * fails the state goes back.
   */
  update(
    location: StoredLocation,
    next: LocationUpdate,
  ): { readonly location: StoredLocation; readonly change: StateChange };
  /** The text of a version, byte-equal to what was answered; null when there is no such version. */
  bodyOf(type: string, id: string, versionId: number): Promise<string | null>;
  /** Restores the records of the seed, as new versions (a version number is never used twice); journals it (`reset`). */
  reset(): Promise<void>;
  /** Version of each Location whose records are not those of the start, by id. */
  movedVersions(): ReadonlyMap<string, number>;
  /**
   * Gives each Location of `versions` the records that it had in that version, and each other one those of the start, as
   * new versions; `entry` journals it. @throws UnknownVersionError, at once and with nothing changed, when a version is no longer kept
   */
  restoreVersions(versions: ReadonlyMap<string, number>, entry: Draft<SettingsEntry>): Promise<unknown>;
  /** Replaces the records of one Location; journals it (`state`). @throws UnknownLocationError (as a rejection) */
  setRecords(setup: LocationSetup): Promise<void>;
  /** Every identifier that finds a Location. */
  identifiers(): readonly string[];
  /** `limit`: the first so many, in the order of the seed. Default all. */
  views(limit?: number): readonly LocationView[];
  findViews(identifier: string): readonly LocationView[];
  establishments(): readonly Establishment[];
}

/** What the next version of a Location holds. */
export interface LocationUpdate {
  readonly records: readonly KeyedRecord[];
  /** Mock time of the change, in ms. */
  readonly nowMs: number;
  readonly operations: StateChange['effect']['operations'];
}

/** The store of a lane's resources: from its file when the lane has been there before, else from the seed. */
export function createResourceStore(options: ResourceStoreOptions): ResourceStore {
  return new LaneResourceStore(options);
}

class LaneResourceStore implements ResourceStore {
  readonly #lane: StoreLane;
  readonly #nowMs: () => number;
  readonly #seed: SeedSource;
  readonly #slots: LocationSlots;
  /** The stored part of each record: a record that stays from one version to the next is written once. */
  readonly #parts = new WeakMap<KeyedRecord, ResourcePart>();
  /** Revisions of the Locations that have changed since the store was opened, by id. */
  readonly #revisions = new Map<string, number>();

  constructor(options: ResourceStoreOptions) {
    this.#lane = options.lane;
    this.#nowMs = options.nowMs ?? Date.now;
    this.#seed = seedSource(options.seed);
    this.#slots = new LocationSlots({
      lane: this.#lane,
      seed: this.#seed,
      remember: (record, part) => this.#parts.set(record, part),
    });
  }

  findByIdentifier(identifier: string, options = { codeAlone: false }): readonly StoredLocation[] {
    return this.#slots.find(identifier, options.codeAlone).map(({ current }) => current);
  }

  findById(id: string): StoredLocation | undefined {
    return this.#slots.byId(id)?.current;
  }

  locationIds(): readonly string[] {
    return this.#slots.ids();
  }

  revisionOf(id: string): number {
    return this.#revisions.get(id) ?? 0;
  }

  *locations(): Iterable<StoredLocation> {
    for (const slot of this.#slots.all()) yield slot.current;
  }

  resourcesOf(type: ReadOnlyType): readonly StoredResource[] {
    return this.#seed.resources.list(type);
  }

  findResource(type: ReadOnlyType, id: string): StoredResource | undefined {
    return this.#seed.resources.find(type, id);
  }

  update(location: StoredLocation, next: LocationUpdate): { location: StoredLocation; change: StateChange } {
    const slot = this.#slots.byId(location.base.id);
    if (slot?.current !== location)
      throw new Error(`Location/${location.base.id} is not at version ${location.version}`);
    const advanced = this.#advance(slot, next.records, next.nowMs);
    const effect = {
      type: 'Location',
      id: location.base.id,
      versionBefore: location.version,
      versionAfter: advanced.location.version,
      operations: next.operations,
    } as const;
    return { location: advanced.location, change: { effect, write: advanced.write } };
  }

  async bodyOf(type: string, id: string, versionId: number): Promise<string | null> {
    const stored = this.#lane.resources.textOf(type, id, versionId);
    if (stored !== null || type !== 'Location') return stored;
    // The version with which a Location came is not stored before somebody asks for it.
    const current = this.findById(id);
    return current?.version === versionId ? current.text() : null;
  }

  async reset(): Promise<void> {
    const nowMs = this.#nowMs();
    const moved = this.#moveAll((slot) => slot.start, nowMs);
    const detail = { locations: moved.map(({ id }) => id) };
    await this.#lane.commit({ kind: 'settings', subject: 'reset', detail }, joinWrites(moved));
  }

  movedVersions(): ReadonlyMap<string, number> {
    const versions = new Map<string, number>();
    for (const { base, current, start } of this.#slots.touched()) {
      if (!sameRecords(current.records, start)) versions.set(base.id, current.version);
    }
    return versions;
  }

  restoreVersions(versions: ReadonlyMap<string, number>, entry: Draft<SettingsEntry>): Promise<unknown> {
    const records = new Map([...versions].map(([id, version]) => [id, this.#recordsOf(id, version)]));
    const moved = this.#moveAll((slot) => records.get(slot.base.id) ?? slot.start, this.#nowMs());
    return this.#lane.commit(entry, joinWrites(moved));
  }

  #recordsOf(id: string, version: number): readonly KeyedRecord[] {
    const current = this.#slots.byId(id)?.current;
    if (version === current?.version) return current.records;
    const text = this.#lane.resources.textOf('Location', id, version);
    if (text === null) throw new UnknownVersionError(id, version);
    return recordsOfText(text);
  }

  /** Gives each Location that is not as `wanted` says its next version, each before the next one is looked at. */
  #moveAll(wanted: (slot: LocationSlot) => readonly KeyedRecord[], nowMs: number): (StoreWrite & { id: string })[] {
    const moved: (StoreWrite & { id: string })[] = [];
    for (const slot of this.#slots.touched()) {
      const records = wanted(slot);
      if (sameRecords(slot.current.records, records)) continue;
      this.#forgetParts(slot.current.records, records);
      moved.push({ ...this.#advance(slot, records, nowMs).write, id: slot.base.id });
    }
    return moved;
  }

  /** A part that no version holds any more may be gone from the store: what comes back is written anew. */
  #forgetParts(present: readonly KeyedRecord[], returning: readonly KeyedRecord[]): void {
    for (const record of returning) if (!present.includes(record)) this.#parts.delete(record);
  }

  async setRecords(setup: LocationSetup): Promise<void> {
    const [slot, ...others] = this.#slots.find(setup.identifier, false);
    if (slot === undefined || others.length > 0) {
      throw new UnknownLocationError(setup.identifier, slot === undefined ? 0 : others.length + 1);
    }
    const { write } = this.#advance(slot, setup.records.map(keyedFromRecord), this.#nowMs());
    await this.#lane.commit({ kind: 'settings', subject: 'state', detail: setup }, write);
  }

  identifiers(): readonly string[] {
    return this.#slots.identifiers();
  }

  views(limit = Infinity): readonly LocationView[] {
    const views: LocationView[] = [];
    for (const location of this.locations()) {
      if (views.length >= limit) break;
      views.push(viewOf(location));
    }
    return views;
  }

  findViews(identifier: string): readonly LocationView[] {
    return this.findByIdentifier(identifier).map(viewOf);
  }

  establishments(): readonly Establishment[] {
    return this.#seed.establishments;
  }

  #advance(
    slot: LocationSlot,
    records: readonly KeyedRecord[],
    nowMs: number,
  ): { location: StoredLocation; write: StoreWrite } {
    const version = slot.current.version + 1;
    const lastUpdated = new Date(nowMs).toISOString();
    const location = new StoredLocation(slot.base, { version, lastUpdated }, { load: () => records });
    const first = slot.takeUnwritten();
    const { parts, versions, added } = this.#versionRows(location);
    const verdict = slot.advance(location, first);
    this.#countChange(slot.base.id);
    const failed = (): void => {
      verdict.failed();
      this.#countChange(slot.base.id);
      // Their rows were never written: the next version that holds these records must write them.
      for (const record of added) this.#parts.delete(record);
    };
    return { location, write: { ...withFirst(first, { parts, versions }), ...verdict, failed } };
  }

  #countChange(id: string): void {
    this.#revisions.set(id, this.revisionOf(id) + 1);
  }

  /** The rows of a version: parts only for the records that no earlier version holds. */
  #versionRows(location: StoredLocation): {
    parts: readonly ResourcePart[];
    versions: readonly ResourceVersion[];
    added: readonly KeyedRecord[];
  } {
    const added: KeyedRecord[] = [];
    const parts: ResourcePart[] = [];
    const partIds = location.records.map((record) => {
      const known = this.#parts.get(record);
      if (known !== undefined) return known.partId;
      const part = this.#lane.resources.newPart(partText(record.json));
      this.#parts.set(record, part);
      added.push(record);
      parts.push(part);
      return part.partId;
    });
    const { base, version, lastUpdated } = location;
    const row = { type: 'Location', id: base.id, version, lastUpdated, frameId: base.frame.frameId, partIds };
    return { parts, versions: [row], added };
  }
}

/** The rows of a version, after those of the version with which the Location came. */
function withFirst(first: FirstRows | null, rows: Omit<FirstRows, 'frames'>): FirstRows {
  if (first === null) return { frames: [], ...rows };
  return {
    frames: first.frames,
    parts: [...first.parts, ...rows.parts],
    versions: [...first.versions, ...rows.versions],
  };
}

function joinWrites(writes: readonly StoreWrite[]): StoreWrite {
  return {
    frames: writes.flatMap((write) => write.frames ?? []),
    parts: writes.flatMap((write) => write.parts ?? []),
    versions: writes.flatMap((write) => write.versions),
    isStale: () => writes.some((write) => write.isStale?.() === true),
    committed: () => writes.forEach((write) => write.committed?.()),
    failed: () => writes.forEach((write) => write.failed?.()),
  };
}

function sameRecords(a: readonly KeyedRecord[], b: readonly KeyedRecord[]): boolean {
  return a === b || (a.length === b.length && a.every((record, index) => record.json === b[index]?.json));
}

function viewOf(location: StoredLocation): LocationView {
  const { base, version } = location;
  return {
    id: base.id,
    versionId: version,
    identifier: base.externalId ?? '',
    name: base.name,
    establishment: base.establishment ?? '',
    records: location.records.map(plainRecord),
  };
}

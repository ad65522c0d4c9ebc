import type { Draft, SettingsEntry } from '../../journal/entry.ts';
import type { LaneStore } from '../../journal/lane-store.ts';
import type { ResourcePart, ResourceVersion, StoreWrite } from '../../journal/resource-versions.ts';
import type { KeyedRecord } from '../../mev3/kernel.ts';
import type { StateChange } from '../http/exchange.ts';
import type { Establishment, LocationSetup, LocationView } from '../mock-ror.ts';
import { LocationIndex } from './location-index.ts';
import { LocationSlot } from './location-slot.ts';
import { openSlots } from './open-slots.ts';
import { keyedFromRecord, plainRecord, recordsOfText } from './record-text.ts';
import { SeedResources } from './seed-resources.ts';
import type { ReadOnlyType } from './seed-resources.ts';
import { establishmentOf } from './seed.ts';
import type { Seed } from './seed.ts';
import { partText, StoredLocation } from './stored-location.ts';
import type { StoredResource } from './stored-resource.ts';

/** What the store needs of a lane. */
export type StoreLane = Pick<LaneStore, 'commit' | 'resources' | 'writeNow'>;

/** How the store of the resources is made. */
export interface ResourceStoreOptions {
  readonly lane: StoreLane;
  readonly seed: Seed;
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
  views(): readonly LocationView[];
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
  readonly #establishments: readonly Establishment[];
  readonly #resources: SeedResources;
  readonly #slots = new Map<string, LocationSlot>();
  readonly #index = new LocationIndex();
  /** The stored part of each record: a record that stays from one version to the next is written once. */
  readonly #parts = new WeakMap<KeyedRecord, ResourcePart>();

  constructor(options: ResourceStoreOptions) {
    this.#lane = options.lane;
    this.#nowMs = options.nowMs ?? Date.now;
    this.#establishments = options.seed.organizations.map(establishmentOf);
    this.#resources = new SeedResources(options.seed);
    const opened = openSlots(options.seed, this.#lane.resources, (record, part) => this.#parts.set(record, part));
    for (const slot of opened.slots) {
      this.#slots.set(slot.base.id, slot);
      this.#index.add(slot.base);
    }
    if (opened.missing.versions.length > 0) this.#lane.writeNow(opened.missing);
  }

  findByIdentifier(identifier: string, options = { codeAlone: false }): readonly StoredLocation[] {
    const ids = options.codeAlone ? this.#index.findWithCodeAlone(identifier) : this.#index.find(identifier);
    return ids.flatMap((id) => this.findById(id) ?? []);
  }

  findById(id: string): StoredLocation | undefined {
    return this.#slots.get(id)?.current;
  }

  *locations(): Iterable<StoredLocation> {
    for (const slot of this.#slots.values()) yield slot.current;
  }

  resourcesOf(type: ReadOnlyType): readonly StoredResource[] {
    return this.#resources.of(type);
  }

  findResource(type: ReadOnlyType, id: string): StoredResource | undefined {
    return this.#resources.find(type, id);
  }

  update(location: StoredLocation, next: LocationUpdate): { location: StoredLocation; change: StateChange } {
    const slot = this.#slots.get(location.base.id);
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
    return this.#lane.resources.textOf(type, id, versionId);
  }

  async reset(): Promise<void> {
    const nowMs = this.#nowMs();
    const moved = [...this.#slots.values()].filter((slot) => !sameRecords(slot.current.records, slot.start));
    const writes = moved.map((slot) => this.#advance(slot, slot.start, nowMs).write);
    const detail = { locations: moved.map((slot) => slot.base.id) };
    await this.#lane.commit({ kind: 'settings', subject: 'reset', detail }, joinWrites(writes));
  }

  movedVersions(): ReadonlyMap<string, number> {
    const moved = [...this.#slots.values()].filter((slot) => !sameRecords(slot.current.records, slot.start));
    return new Map(moved.map(({ base, current }) => [base.id, current.version]));
  }

  restoreVersions(versions: ReadonlyMap<string, number>, entry: Draft<SettingsEntry>): Promise<unknown> {
    const nowMs = this.#nowMs();
    const targets = [...this.#slots.values()].map((slot) => ({ slot, records: this.#recordsAt(slot, versions) }));
    const writes = targets
      .filter(({ slot, records }) => !sameRecords(slot.current.records, records))
      .map(({ slot, records }) => this.#advance(slot, records, nowMs).write);
    return this.#lane.commit(entry, joinWrites(writes));
  }

  #recordsAt(slot: LocationSlot, versions: ReadonlyMap<string, number>): readonly KeyedRecord[] {
    const version = versions.get(slot.base.id);
    if (version === undefined) return slot.start;
    if (version === slot.current.version) return slot.current.records;
    const text = this.#lane.resources.textOf('Location', slot.base.id, version);
    if (text === null) throw new UnknownVersionError(slot.base.id, version);
    return recordsOfText(text);
  }

  async setRecords(setup: LocationSetup): Promise<void> {
    const matches = this.#index.find(setup.identifier);
    const slot = matches[0] === undefined ? undefined : this.#slots.get(matches[0]);
    if (slot === undefined || matches.length > 1) throw new UnknownLocationError(setup.identifier, matches.length);
    const { write } = this.#advance(slot, setup.records.map(keyedFromRecord), this.#nowMs());
    await this.#lane.commit({ kind: 'settings', subject: 'state', detail: setup }, write);
  }

  identifiers(): readonly string[] {
    return this.#index.identifiers();
  }

  views(): readonly LocationView[] {
    return [...this.#slots.values()].map((slot) => viewOf(slot.current));
  }

  findViews(identifier: string): readonly LocationView[] {
    return this.findByIdentifier(identifier).map(viewOf);
  }

  establishments(): readonly Establishment[] {
    return this.#establishments;
  }

  #advance(
    slot: LocationSlot,
    records: readonly KeyedRecord[],
    nowMs: number,
  ): { location: StoredLocation; write: StoreWrite } {
    const version = slot.current.version + 1;
    const lastUpdated = new Date(nowMs).toISOString();
    const location = new StoredLocation(slot.base, { version, lastUpdated }, () => records);
    const { parts, versions, added } = this.#versionRows(location);
    const verdict = slot.advance(location);
    const failed = (): void => {
      verdict.failed();
      // Their rows were never written: the next version that holds these records must write them.
      for (const record of added) this.#parts.delete(record);
    };
    return { location, write: { parts, versions, ...verdict, failed } };
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

function joinWrites(writes: readonly StoreWrite[]): StoreWrite {
  return {
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

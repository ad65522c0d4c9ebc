import type { ResourceFrame, ResourcePart, ResourceVersions, StoredHead } from '../../journal/resource-versions.ts';
import type { KeyedRecord } from '../../mev3/kernel.ts';
import { locationFrame } from './location-frame.ts';
import { LocationSlot } from './location-slot.ts';
import type { FirstRows } from './location-slot.ts';
import { keyedFromExtension, keyedFromJson } from './record-text.ts';
import type { LocationKeys } from './seed-source.ts';
import { splitExtensions } from './seed.ts';
import type { SeedLocation } from './seed.ts';
import { partText, StoredLocation, textOfPart } from './stored-location.ts';
import type { LocationBase } from './stored-location.ts';

/** What a Location is opened from. */
export interface Opening {
  readonly location: SeedLocation;
  readonly keys: LocationKeys;
  readonly resources: ResourceVersions;
  /** Told of each record when it is first read: which stored part it is. */
  readonly remember: (record: KeyedRecord, part: ResourcePart) => void;
  /** Told before the text of the version found here is handed out: something will refer to it. */
  readonly beforeText: () => void;
}

/**
 * Meets a Location of the seed with what the store holds of it: the seed says all that is not capacity; the store, when it
 * knows the Location, says its records and its version. A frame that the seed changed is a new version. No record is read
 * before it is asked for.
 */
export function openSlot(opening: Opening): LocationSlot {
  const { location, resources, remember } = opening;
  const head = resources.head('Location', location.id);
  const frame = frameOf(location, head, resources);
  const base = baseOf(opening, frame);
  const seeded = splitExtensions(location).capacity.map((extension) => ({
    extension,
    json: JSON.stringify(extension),
  }));
  const parts = head?.parts ?? seeded.map(({ json }) => resources.newPart(partText(json)));
  const start = once(() => seeded.map(({ extension, json }) => keyedFromExtension(extension, json)));
  const read = head === null ? start : once(() => parts.map(({ json }) => keyedFromJson(textOfPart(json))));
  const records = once(() => remembered(read(), parts, remember));
  const version = firstVersion(location, head, frame);
  const current = new StoredLocation(base, version, { load: records, beforeText: opening.beforeText });
  const isStored = frame.frameId === head?.version.frameId;
  const unwritten = isStored ? null : firstRows(current, { frame, added: head === null ? parts : [], parts });
  return new LocationSlot({ base, start, current, unwritten });
}

function baseOf({ location, keys }: Opening, frame: ResourceFrame): LocationBase {
  const { id, externalId, locationId, owner } = keys;
  const establishment = owner?.finess ?? null;
  const idNatStruct = owner?.idNatStruct ?? null;
  return { id, name: location.name, externalId, locationId, establishment, idNatStruct, frame };
}

/** `added` are the parts that the store lacks. */
function firstRows(
  { id, version, lastUpdated }: StoredLocation,
  rows: {
    readonly frame: ResourceFrame;
    readonly added: readonly ResourcePart[];
    readonly parts: readonly ResourcePart[];
  },
): FirstRows {
  const { frame, added, parts } = rows;
  const partIds = parts.map(({ partId }) => partId);
  const row = { type: 'Location', id, version, lastUpdated, frameId: frame.frameId, partIds };
  return { frames: [frame], parts: added, versions: [row] };
}

function frameOf(location: SeedLocation, head: StoredHead | null, resources: ResourceVersions): ResourceFrame {
  const segments = locationFrame(location);
  const isStored = head?.segments.every((text, index) => text === segments[index]) ?? false;
  return head !== null && isStored ? { frameId: head.version.frameId, segments } : resources.newFrame(segments);
}

function firstVersion(
  location: SeedLocation,
  head: StoredHead | null,
  frame: ResourceFrame,
): { readonly version: number; readonly lastUpdated: string } {
  if (head === null) return { version: 1, lastUpdated: location.meta.lastUpdated };
  const { version, lastUpdated, frameId } = head.version;
  return { version: version + (frame.frameId === frameId ? 0 : 1), lastUpdated };
}

function remembered(
  records: readonly KeyedRecord[],
  parts: readonly ResourcePart[],
  remember: Opening['remember'],
): readonly KeyedRecord[] {
  for (const [index, part] of parts.entries()) {
    const record = records[index];
    if (record !== undefined) remember(record, part);
  }
  return records;
}

/** A value made when it is first asked for, and then kept. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

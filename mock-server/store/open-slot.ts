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

/** What is remembered of a Location that is closed. */
export interface KnownLocation {
  readonly name: string;
  /** Frame that was found to be as the seed has it. */
  readonly frameId: number;
}

/** What a Location is opened from. */
export interface Opening {
  /** The Location of the seed, made when it is asked for: always the same. */
  readonly seeded: () => SeedLocation;
  /** What was seen when it was opened before; null at the first time. */
  readonly known: KnownLocation | null;
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
 * before it is asked for; a Location opened before is not compared with the seed again.
 */
export function openSlot(opening: Opening): LocationSlot {
  const { keys, known, resources, remember, seeded } = opening;
  const head = resources.head('Location', keys.id);
  const same = head === null ? null : unchanged(head, known);
  const { frame, name } = same ?? compared(seeded(), head, resources);
  const base = baseOf(keys, { frame, name });
  // Made anew for whoever asks: a Location of the seed that was held would weigh more than all the rest.
  const start = once(() => seededTexts(seeded()).map(({ extension, json }) => keyedFromExtension(extension, json)));
  const parts = head?.parts ?? seededTexts(seeded()).map(({ json }) => resources.newPart(partText(json)));
  const read = head === null ? start : once(() => parts.map(({ json }) => keyedFromJson(textOfPart(json))));
  const records = once(() => remembered(read(), parts, remember));
  const version = head === null ? { version: 1, lastUpdated: seeded().meta.lastUpdated } : nextOf(head, frame);
  const current = new StoredLocation(base, version, { load: records, beforeText: opening.beforeText });
  const isStored = frame.frameId === head?.version.frameId;
  const unwritten = isStored ? null : firstRows(current, { frame, added: head === null ? parts : [], parts });
  return new LocationSlot({ base, start, current, unwritten });
}

/** What does not change from one version of a Location to the next. */
type Unchanging = Pick<LocationBase, 'frame' | 'name'>;

/** As the store has it, when that was compared with the seed before. */
function unchanged({ version, segments }: StoredHead, known: KnownLocation | null): Unchanging | null {
  if (known?.frameId !== version.frameId) return null;
  return { frame: { frameId: known.frameId, segments }, name: known.name };
}

function compared(location: SeedLocation, head: StoredHead | null, resources: ResourceVersions): Unchanging {
  return { frame: frameOf(location, head, resources), name: location.name };
}

/** The capacity records of the seed, with their texts. */
function seededTexts(location: SeedLocation): readonly { readonly extension: unknown; readonly json: string }[] {
  return splitExtensions(location).capacity.map((extension) => ({ extension, json: JSON.stringify(extension) }));
}

function baseOf(keys: LocationKeys, same: Unchanging): LocationBase {
  const { id, externalId, locationId, owner } = keys;
  const establishment = owner?.finess ?? null;
  const idNatStruct = owner?.idNatStruct ?? null;
  return { id, externalId, locationId, establishment, idNatStruct, ...same };
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

/** The stored version, or the one after it when the seed has changed the frame. */
function nextOf(head: StoredHead, frame: ResourceFrame): { readonly version: number; readonly lastUpdated: string } {
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

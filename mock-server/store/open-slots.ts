import type {
  ResourceFrame,
  ResourcePart,
  ResourceVersion,
  ResourceVersions,
  StoredHead,
  StoreWrite,
} from '../../journal/resource-versions.ts';
import type { KeyedRecord } from '../../mev3/kernel.ts';
import type { Establishment } from '../mock-ror.ts';
import { locationFrame } from './location-frame.ts';
import { LocationSlot } from './location-slot.ts';
import { keyedFromJson } from './record-text.ts';
import { establishmentOf, identifierOfType, LOCATION_IDENTIFIER_TYPE, splitExtensions } from './seed.ts';
import type { Seed, SeedLocation } from './seed.ts';
import { partText, StoredLocation, textOfPart } from './stored-location.ts';

/** The Locations of a seed as they stand in a lane's store, and what the store does not have yet. */
export interface OpenedSlots {
  readonly slots: readonly LocationSlot[];
  /** To write before the first request: Locations that are new, or whose frame the seed changed. */
  readonly missing: Required<Pick<StoreWrite, 'frames' | 'parts' | 'versions'>>;
}

/** Told of each record when it is first read: which stored part it is. */
export type RememberPart = (record: KeyedRecord, part: ResourcePart) => void;

/**
 * Meets the seed with what the store holds: the seed says which Locations there are and all that is not capacity; the
 * store, when it knows a Location, says its records and its version. No record is read before it is asked for.
 */
export function openSlots(seed: Seed, resources: ResourceVersions, remember: RememberPart): OpenedSlots {
  const heads = new Map(resources.heads('Location').map((head) => [head.version.id, head]));
  const opening = { resources, remember, owners: ownersOf(seed) };
  const slots: LocationSlot[] = [];
  const missing = { frames: [] as ResourceFrame[], parts: [] as ResourcePart[], versions: [] as ResourceVersion[] };
  for (const location of seed.locations) {
    const head = heads.get(location.id) ?? null;
    const { slot, frame, parts } = openSlot(location, head, opening);
    slots.push(slot);
    if (frame.frameId === head?.version.frameId) continue;
    missing.frames.push(frame);
    if (head === null) missing.parts.push(...parts);
    const { version, lastUpdated } = slot.current;
    const partIds = parts.map(({ partId }) => partId);
    missing.versions.push({ type: 'Location', id: location.id, version, lastUpdated, frameId: frame.frameId, partIds });
  }
  return { slots, missing };
}

interface Opening {
  readonly resources: ResourceVersions;
  readonly remember: RememberPart;
  readonly owners: ReturnType<typeof ownersOf>;
}

interface OpenedSlot {
  readonly slot: LocationSlot;
  readonly frame: ResourceFrame;
  readonly parts: readonly ResourcePart[];
}

/** One Location of the seed; `head` is what the store has of it. A frame that changed is a new version. */
function openSlot(location: SeedLocation, head: StoredHead | null, opening: Opening): OpenedSlot {
  const { resources, remember, owners } = opening;
  const frame = frameOf(location, head, resources);
  const base = { ...identityOf(location), ...ownerOf(location, owners), frame };
  const texts = splitExtensions(location).capacity.map((record) => JSON.stringify(record));
  const parts = head?.parts ?? texts.map((json) => resources.newPart(partText(json)));
  const records = once(() => parts.map((part) => recordOfPart(part, remember)));
  const current = new StoredLocation(base, firstVersion(location, head, frame), records);
  const start = head === null ? records : once(() => texts.map(keyedFromJson));
  return { slot: new LocationSlot(base, start, current), frame, parts };
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

function recordOfPart(part: ResourcePart, remember: RememberPart): KeyedRecord {
  const record = keyedFromJson(textOfPart(part.json));
  remember(record, part);
  return record;
}

/** A value made when it is first asked for, and then kept. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function identityOf(location: SeedLocation): {
  id: string;
  name: string;
  externalId: string | null;
  locationId: string | null;
} {
  return {
    id: location.id,
    name: location.name,
    externalId: identifierOfType(location.identifier, LOCATION_IDENTIFIER_TYPE.externalSynchro) ?? null,
    locationId: identifierOfType(location.identifier, LOCATION_IDENTIFIER_TYPE.location) ?? null,
  };
}

/** Q36: the organization that provides an offer which names the Location, else its managing organization. */
function ownersOf(seed: Seed): { byId: ReadonlyMap<string, Establishment>; byLocation: ReadonlyMap<string, string> } {
  return {
    byId: new Map(seed.organizations.map((organization) => [organization.id, establishmentOf(organization)])),
    byLocation: new Map(
      seed.healthcareServices.flatMap(({ location, providedBy }) =>
        location.map(({ reference }) => [idOf(reference), idOf(providedBy.reference)] as const),
      ),
    ),
  };
}

function idOf(reference: string): string {
  return reference.slice(reference.indexOf('/') + 1);
}

function ownerOf(
  location: SeedLocation,
  owners: ReturnType<typeof ownersOf>,
): { establishment: string | null; idNatStruct: string | null } {
  const managing = location.managingOrganization?.reference.replace(/^Organization\//, '');
  const owner = owners.byId.get(owners.byLocation.get(location.id) ?? managing ?? '');
  return { establishment: owner?.finess ?? null, idNatStruct: owner?.idNatStruct ?? null };
}

import type { ResourceFrame, ResourcePart, ResourceVersions, StoredHead } from '../../journal/resource-versions.ts';
import type { KeyedRecord } from '../../mev3/kernel.ts';
import type { Establishment } from '../mock-ror.ts';
import { locationFrame } from './location-frame.ts';
import { LocationSlot } from './location-slot.ts';
import { keyedFromJson } from './record-text.ts';
import { establishmentOf, identifierOfType, LOCATION_IDENTIFIER_TYPE, splitExtensions } from './seed.ts';
import type { Seed, SeedLocation } from './seed.ts';
import { StoredLocation } from './stored-location.ts';

/** The Locations of a seed as they stand in a lane's store, and what the store does not have yet. */
export interface OpenedSlots {
  readonly slots: readonly LocationSlot[];
  readonly parts: readonly (readonly [KeyedRecord, ResourcePart])[];
  /** Versions to write before the first request: a new Location, or one whose frame the seed changed. */
  readonly missing: readonly { readonly location: StoredLocation; readonly frame: ResourceFrame }[];
}

/**
 * Meets the seed with what the store holds: the seed says which Locations there are and all that is not capacity; the
 * store, when it knows a Location, says its records and its version.
 */
export function openSlots(seed: Seed, resources: ResourceVersions): OpenedSlots {
  const heads = new Map(resources.heads('Location').map((head) => [head.version.id, head]));
  const owners = ownersOf(seed);
  const opened: {
    slots: LocationSlot[];
    parts: [KeyedRecord, ResourcePart][];
    missing: OpenedSlots['missing'][number][];
  } = { slots: [], parts: [], missing: [] };
  for (const location of seed.locations) {
    const segments = locationFrame(location);
    const head = heads.get(location.id);
    const unchanged = head !== undefined && head.segments.every((text, index) => text === segments[index]);
    const frame = unchanged ? { frameId: head.version.frameId, segments } : resources.newFrame(segments);
    const base = { ...identityOf(location), ...ownerOf(location, owners), frame };
    const start = splitExtensions(location).capacity.map((record) => keyedFromJson(JSON.stringify(record)));
    const records = head === undefined ? start : storedRecords(head, opened.parts);
    const version = head === undefined ? 1 : head.version.version + (unchanged ? 0 : 1);
    const lastUpdated = head?.version.lastUpdated ?? location.meta.lastUpdated;
    const current = new StoredLocation(base, { version, lastUpdated }, () => records);
    opened.slots.push(new LocationSlot(base, start, current));
    if (!unchanged) opened.missing.push({ location: current, frame });
  }
  return opened;
}

function storedRecords(head: StoredHead, parts: [KeyedRecord, ResourcePart][]): readonly KeyedRecord[] {
  return head.parts.map((part) => {
    const record = keyedFromJson(part.json.slice(1));
    parts.push([record, part]);
    return record;
  });
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
    byLocation: new Map(seed.offers.flatMap((offer) => offer.locations.map((id) => [id, offer.providedBy]))),
  };
}

function ownerOf(
  location: SeedLocation,
  owners: ReturnType<typeof ownersOf>,
): { establishment: string | null; idNatStruct: string | null } {
  const managing = location.managingOrganization?.reference.replace(/^Organization\//, '');
  const owner = owners.byId.get(owners.byLocation.get(location.id) ?? managing ?? '');
  return { establishment: owner?.finess ?? null, idNatStruct: owner?.idNatStruct ?? null };
}

import type { Establishment } from '../mock-ror.ts';
import { SeedResources } from './seed-resources.ts';
import { establishmentOf, identifierOfType, LOCATION_IDENTIFIER_TYPE } from './seed.ts';
import type { Feeding, Seed, SeedLocation } from './seed.ts';

/** By what a Location is found, and whose it is. */
export interface LocationKeys {
  readonly id: string;
  /** Values of its identifiers of type 26 (external synchronisation) and 25 (ROR), where it has them. */
  readonly externalId: string | null;
  readonly locationId: string | null;
  /** Null when no organization of the seed claims it (Q36). */
  readonly owner: Establishment | null;
}

/**
 * What a store starts from. A Location is asked for when it is first met: a large store is opened by its keys alone. The same
 * index always gives the same Location.
 */
export interface SeedSource {
  readonly establishments: readonly Establishment[];
  /** The resources that never change. */
  readonly resources: SeedResources;
  readonly feeding?: Feeding;
  /** In the order of the Locations: the index of each is its place here. */
  keys(): Iterable<LocationKeys>;
  keysAt(index: number): LocationKeys;
  locationAt(index: number): SeedLocation;
}

/** A seed, or what gives one. */
export function seedSource(seed: Seed | SeedSource): SeedSource {
  return 'keysAt' in seed ? seed : new HeldSeed(seed);
}

/** A seed whose resources are all there already. */
class HeldSeed implements SeedSource {
  readonly establishments: readonly Establishment[];
  readonly resources: SeedResources;
  readonly feeding?: Feeding;
  readonly #locations: readonly SeedLocation[];
  readonly #keys: readonly LocationKeys[];

  constructor(seed: Seed) {
    this.establishments = seed.organizations.map(establishmentOf);
    this.resources = SeedResources.of(seed);
    if (seed.feeding !== undefined) this.feeding = seed.feeding;
    this.#locations = seed.locations;
    const ownerOf = ownersOf(seed, this.establishments);
    this.#keys = seed.locations.map((location) => keysOf(location, ownerOf(location)));
  }

  keys(): Iterable<LocationKeys> {
    return this.#keys;
  }

  keysAt(index: number): LocationKeys {
    return there(this.#keys[index], index);
  }

  locationAt(index: number): SeedLocation {
    return there(this.#locations[index], index);
  }
}

function there<T>(found: T | undefined, index: number): T {
  if (found === undefined) throw new Error(`the seed has no Location ${index}`);
  return found;
}

function keysOf(location: SeedLocation, owner: Establishment | null): LocationKeys {
  return {
    id: location.id,
    externalId: identifierOfType(location.identifier, LOCATION_IDENTIFIER_TYPE.externalSynchro) ?? null,
    locationId: identifierOfType(location.identifier, LOCATION_IDENTIFIER_TYPE.location) ?? null,
    owner,
  };
}

/** Q36: the organization that provides an offer which names the Location, else its managing organization. */
function ownersOf(
  seed: Seed,
  establishments: readonly Establishment[],
): (location: SeedLocation) => Establishment | null {
  const byId = new Map(seed.organizations.map(({ id }, index) => [id, establishments[index] ?? null]));
  const byLocation = new Map(
    seed.healthcareServices.flatMap(({ location, providedBy }) =>
      location.map(({ reference }) => [idOf(reference), idOf(providedBy.reference)] as const),
    ),
  );
  return (location) =>
    byId.get(byLocation.get(location.id) ?? idOf(location.managingOrganization?.reference ?? '')) ?? null;
}

function idOf(reference: string): string {
  return reference.slice(reference.indexOf('/') + 1);
}

import type { Seed } from './seed.ts';
import { parseFrozen } from './stored-resource.ts';
import type { FrozenResource, ResourceType, StoredResource } from './stored-resource.ts';

/** Types that a mock only reads out: they are as the seed has them. */
export type ReadOnlyType = Exclude<ResourceType, 'Location'>;

/** The resources of a seed that never change, by their type. */
export class SeedResources {
  readonly #byType: Readonly<Record<ReadOnlyType, ReadonlyMap<string, StoredResource>>>;

  constructor(seed: Seed) {
    this.#byType = {
      HealthcareService: held('HealthcareService', seed.healthcareServices),
      Organization: held('Organization', [...seed.organizations, ...seed.legalEntities]),
      Practitioner: held('Practitioner', seed.practitioners),
      PractitionerRole: held('PractitionerRole', seed.practitionerRoles),
    };
  }

  /** All of a type, in the order of the seed. */
  of(type: ReadOnlyType): readonly StoredResource[] {
    return [...this.#byType[type].values()];
  }

  find(type: ReadOnlyType, id: string): StoredResource | undefined {
    return this.#byType[type].get(id);
  }
}

/** What every resource of a seed has. */
interface SeedResource {
  readonly id: string;
  readonly meta: { readonly lastUpdated: string };
}

function held(type: ReadOnlyType, resources: readonly SeedResource[]): ReadonlyMap<string, StoredResource> {
  return new Map(resources.map((resource) => [resource.id, new HeldResource(type, resource)]));
}

/** Frozen when it is first asked for: most are never. */
class HeldResource implements StoredResource {
  readonly type: ReadOnlyType;
  readonly versionId = 1;
  readonly #seed: SeedResource;
  #frozen: FrozenResource | undefined;

  constructor(type: ReadOnlyType, seed: SeedResource) {
    this.type = type;
    this.#seed = seed;
  }

  get id(): string {
    return this.#seed.id;
  }

  get lastUpdatedMs(): number {
    return Date.parse(this.#seed.meta.lastUpdated);
  }

  get resource(): FrozenResource {
    return (this.#frozen ??= parseFrozen(JSON.stringify(withVersion(this.#seed))));
  }
}

function withVersion(seed: SeedResource): object {
  return { ...seed, meta: { versionId: '1', ...seed.meta } };
}

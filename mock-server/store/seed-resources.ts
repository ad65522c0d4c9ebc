import type { Seed } from './seed.ts';
import { parseFrozen } from './stored-resource.ts';
import type { FrozenResource, ResourceType, StoredResource } from './stored-resource.ts';

/** Types that a mock only reads out: they are as the seed has them. */
export type ReadOnlyType = Exclude<ResourceType, 'Location'>;

/** What every resource of a seed has. */
interface SeedResource {
  readonly id: string;
  readonly meta: { readonly lastUpdated: string };
}

/** A resource that is made when it is asked for; the same each time. */
export interface ResourceRecipe {
  readonly id: string;
  /** FHIR instant. */
  readonly lastUpdated: string;
  /** False: made anew each time, for there are too many to be kept. */
  readonly isKept: boolean;
  make(): SeedResource;
}

/** The resources of a seed that never change, by their type. */
export class SeedResources {
  readonly #byType: ReadonlyMap<ReadOnlyType, ReadonlyMap<string, StoredResource>>;

  constructor(recipes: Readonly<Record<ReadOnlyType, Iterable<ResourceRecipe>>>) {
    this.#byType = new Map([
      heldBy('HealthcareService', recipes.HealthcareService),
      heldBy('Organization', recipes.Organization),
      heldBy('Practitioner', recipes.Practitioner),
      heldBy('PractitionerRole', recipes.PractitionerRole),
    ]);
  }

  /** Those of a seed whose resources are all there. */
  static of(seed: Seed): SeedResources {
    return new SeedResources({
      HealthcareService: seed.healthcareServices.map(recipeOf),
      Organization: [...seed.organizations, ...seed.legalEntities].map(recipeOf),
      Practitioner: seed.practitioners.map(recipeOf),
      PractitionerRole: seed.practitionerRoles.map(recipeOf),
    });
  }

  /** All of a type, in the order of the seed. */
  list(type: ReadOnlyType): readonly StoredResource[] {
    return [...(this.#byType.get(type)?.values() ?? [])];
  }

  find(type: ReadOnlyType, id: string): StoredResource | undefined {
    return this.#byType.get(type)?.get(id);
  }
}

function heldBy(
  type: ReadOnlyType,
  recipes: Iterable<ResourceRecipe>,
): [ReadOnlyType, ReadonlyMap<string, StoredResource>] {
  const held = new Map<string, StoredResource>();
  for (const recipe of recipes) held.set(recipe.id, new HeldResource(type, recipe));
  return [type, held];
}

function recipeOf(resource: SeedResource): ResourceRecipe {
  return { id: resource.id, lastUpdated: resource.meta.lastUpdated, isKept: true, make: () => resource };
}

/** Made and frozen when it is asked for: most are never. */
class HeldResource implements StoredResource {
  readonly type: ReadOnlyType;
  readonly versionId = 1;
  readonly #recipe: ResourceRecipe;
  #frozen: FrozenResource | undefined;

  constructor(type: ReadOnlyType, recipe: ResourceRecipe) {
    this.type = type;
    this.#recipe = recipe;
  }

  get id(): string {
    return this.#recipe.id;
  }

  get lastUpdatedMs(): number {
    return Date.parse(this.#recipe.lastUpdated);
  }

  get resource(): FrozenResource {
    if (this.#frozen !== undefined) return this.#frozen;
    const seed = this.#recipe.make();
    const made = parseFrozen(JSON.stringify({ ...seed, meta: { versionId: '1', ...seed.meta } }));
    if (this.#recipe.isKept) this.#frozen = made;
    return made;
  }
}

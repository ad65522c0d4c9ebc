import type { ResourceStore } from '../store/resource-store.ts';
import type { StoredLocation } from '../store/stored-location.ts';
import type { StoredResource } from '../store/stored-resource.ts';
import type { ResourceType, SearchSource, Stored } from './search/stored-resource.ts';

/** What the consultation needs of the store of a lane. */
export type SearchedStore = Pick<
  ResourceStore,
  'findByIdentifier' | 'findById' | 'locations' | 'resourcesOf' | 'findResource'
>;

/** The resources of a lane's store, as the consultation searches them. */
export function storeSource(store: SearchedStore): SearchSource {
  return new StoreSource(store);
}

class StoreSource implements SearchSource {
  readonly #store: SearchedStore;
  readonly #locations = new WeakMap<StoredLocation, Stored>();
  readonly #others = new Map<ResourceType, ReadonlyMap<string, Stored>>();
  readonly #lists = new Map<ResourceType, readonly Stored[]>();

  constructor(store: SearchedStore) {
    this.#store = store;
  }

  all(type: ResourceType): readonly Stored[] {
    if (type === 'Location') return Array.from(this.#store.locations(), (one) => this.#location(one));
    let list = this.#lists.get(type);
    if (list === undefined) this.#lists.set(type, (list = [...this.#held(type).values()]));
    return list;
  }

  byId(type: ResourceType, id: string): Stored | undefined {
    if (type !== 'Location') return this.#held(type).get(id);
    const location = this.#store.findById(id);
    return location === undefined ? undefined : this.#location(location);
  }

  byIdentifier(type: ResourceType, value: string): readonly Stored[] | null {
    if (type !== 'Location') return null;
    return this.#store.findByIdentifier(value).map((one) => this.#location(one));
  }

  /** The same object for the same version: what was read of it is found again. */
  #location(location: StoredLocation): Stored {
    let known = this.#locations.get(location);
    if (known === undefined) this.#locations.set(location, (known = storedLocation(location)));
    return known;
  }

  /** Resources of the other types never change. */
  #held(type: Exclude<ResourceType, 'Location'>): ReadonlyMap<string, Stored> {
    let held = this.#others.get(type);
    if (held === undefined) {
      held = new Map(this.#store.resourcesOf(type).map((one) => [one.id, storedResource(type, one)]));
      this.#others.set(type, held);
    }
    return held;
  }
}

function storedLocation(location: StoredLocation): Stored {
  return {
    type: 'Location',
    id: location.base.id,
    versionId: location.version,
    lastUpdated: location.lastUpdated,
    resource: () => location.resource,
    text: () => location.text(),
    isRebuildable: true,
  };
}

function storedResource(type: ResourceType, held: StoredResource): Stored {
  return {
    type,
    id: held.id,
    versionId: held.versionId,
    lastUpdated: new Date(held.lastUpdatedMs).toISOString(),
    resource: () => held.resource,
    text: () => JSON.stringify(held.resource),
  };
}

import type { ResourceStore } from '../store/resource-store.ts';
import type { StoredLocation } from '../store/stored-location.ts';
import type { StoredResource } from '../store/stored-resource.ts';
import type { FhirObject } from './search/fhir-json.ts';
import type { ResourceType, SearchSource, Stored } from './search/stored-resource.ts';

/** What the consultation needs of the store of a lane. */
export type SearchedStore = Pick<
  ResourceStore,
  'findByIdentifier' | 'findById' | 'locationIds' | 'revisionOf' | 'resourcesOf' | 'findResource'
>;

/** The resources of a lane's store, as the consultation searches them. */
export function storeSource(store: SearchedStore): SearchSource {
  return new StoreSource(store);
}

class StoreSource implements SearchSource {
  readonly #store: SearchedStore;
  readonly #locations = new Map<string, Stored>();
  readonly #others = new Map<ResourceType, ReadonlyMap<string, Stored>>();
  readonly #lists = new Map<ResourceType, readonly Stored[]>();

  constructor(store: SearchedStore) {
    this.#store = store;
  }

  all(type: ResourceType): readonly Stored[] {
    if (type === 'Location') return this.#store.locationIds().map((id) => this.#location(id));
    let list = this.#lists.get(type);
    if (list === undefined) this.#lists.set(type, (list = [...this.#held(type).values()]));
    return list;
  }

  byId(type: ResourceType, id: string): Stored | undefined {
    if (type !== 'Location') return this.#held(type).get(id);
    return this.#locations.get(id) ?? (this.#store.findById(id) === undefined ? undefined : this.#location(id));
  }

  byIdentifier(type: ResourceType, value: string): readonly Stored[] | null {
    if (type !== 'Location') return null;
    return this.#store.findByIdentifier(value).map(({ id }) => this.#location(id));
  }

  #location(id: string): Stored {
    let known = this.#locations.get(id);
    if (known === undefined) this.#locations.set(id, (known = new OpenedLocation(id, this.#store)));
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

/** A Location that is opened each time that something of it is asked for: a large store holds few of them open. */
class OpenedLocation implements Stored {
  readonly type = 'Location';
  readonly id: string;
  readonly isRebuildable = true;
  readonly #store: SearchedStore;

  constructor(id: string, store: SearchedStore) {
    this.id = id;
    this.#store = store;
  }

  get revision(): number {
    return this.#store.revisionOf(this.id);
  }

  get versionId(): number {
    return this.#opened().version;
  }

  get lastUpdated(): string {
    return this.#opened().lastUpdated;
  }

  resource(): FhirObject {
    return this.#opened().resource;
  }

  text(): string {
    return this.#opened().text();
  }

  #opened(): StoredLocation {
    const location = this.#store.findById(this.id);
    if (location === undefined) throw new Error(`Location/${this.id} is no longer in the store`);
    return location;
  }
}

function storedResource(type: ResourceType, held: StoredResource): Stored {
  return {
    type,
    id: held.id,
    revision: 0,
    versionId: held.versionId,
    lastUpdated: new Date(held.lastUpdatedMs).toISOString(),
    resource: () => held.resource,
    text: () => JSON.stringify(held.resource),
  };
}

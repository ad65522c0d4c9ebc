import type { AccessView } from '../access/access-view.ts';
import type { FhirObject } from './fhir-json.ts';
import type { IndexedValue } from './indexed-value.ts';
import type { SearchParameter } from './search-parameter.ts';
import type { Stored } from './stored-resource.ts';

/**
 * The values of search parameters, read once for each version of a resource and each view of it. A new version is a new
 * object, so that a change is seen at once (Q33); what no longer exists is forgotten with its version.
 */
export class ValueCache {
  readonly #values = new WeakMap<Stored, Map<string, readonly IndexedValue[]>>();
  /** The resource that was parsed last: several criteria of a search ask for one resource after the other. */
  #last: { readonly stored: Stored; readonly view: AccessView; readonly resource: FhirObject } | null = null;

  /** The values of a parameter in what the view shows of a resource that is not hidden. */
  valuesOf(stored: Stored, parameter: SearchParameter, view: AccessView): readonly IndexedValue[] {
    const key = `${view.keyOf(stored) ?? ''} ${parameter.name}`;
    let known = this.#values.get(stored);
    if (known === undefined) this.#values.set(stored, (known = new Map()));
    let values = known.get(key);
    if (values === undefined) {
      const resource = (): FhirObject => this.#resourceOf(stored, view);
      values = parameter.values({
        stored,
        get resource() {
          return resource();
        },
      });
      known.set(key, values);
    }
    return values;
  }

  #resourceOf(stored: Stored, view: AccessView): FhirObject {
    if (this.#last?.stored === stored && this.#last.view === view) return this.#last.resource;
    const resource = view.resourceOf(stored);
    this.#last = { stored, view, resource };
    return resource;
  }
}

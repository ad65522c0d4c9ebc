import type { AccessView } from '../access/access-view.ts';
import type { FhirObject } from './fhir-json.ts';
import type { IndexedValue } from './indexed-value.ts';
import type { SearchParameter } from './search-parameter.ts';
import type { Stored } from './stored-resource.ts';
import { ValueColumn } from './value-column.ts';

/** Most entries and values that are kept: 100 to 160 bytes each. */
const MOST_KEPT = 2_000_000;
/** Values that are held once for all resources that have them: codes, small numbers, references. */
const MOST_SHARED = 20_000;

/**
 * The values of search parameters, read once for each revision of a resource and each view of it: what was searched by is an
 * index, and the resources need not be opened again. A change is seen at once (Q33). What was not used for longest goes first.
 */
export class ValueCache {
  /** By view, type and parameter, in the order in which they were last used. */
  readonly #columns = new Map<string, ValueColumn>();
  readonly #shared = new Map<string, IndexedValue>();
  readonly #mostKept: number;
  #newest: ValueColumn | null = null;
  #kept = 0;
  /** The resource that was parsed last: several criteria of a search ask for one resource after the other. */
  #last: {
    readonly stored: Stored;
    readonly revision: number;
    readonly view: AccessView;
    readonly resource: FhirObject;
  } | null = null;

  /** `mostKept`: entries and values that are kept at most. Default 2 000 000. */
  constructor(mostKept: number = MOST_KEPT) {
    this.#mostKept = mostKept;
  }

  /** The values of a parameter in what the view shows of a resource that is not hidden. */
  valuesOf(stored: Stored, parameter: SearchParameter, view: AccessView): readonly IndexedValue[] {
    const column = this.#column(`${view.keyOf(stored) ?? ''} ${stored.type} ${parameter.name}`);
    const { id, revision } = stored;
    const known = column.get(id, revision);
    if (known !== undefined) return known;
    const resource = (): FhirObject => this.#resourceOf(stored, view);
    const values = parameter
      .values({
        stored,
        get resource() {
          return resource();
        },
      })
      .map((value) => this.#share(value));
    this.#kept += column.set(id, { revision, values });
    this.#forget(column);
    return values;
  }

  #column(key: string): ValueColumn {
    const known = this.#columns.get(key);
    // The newest one is asked for again and again.
    if (known !== undefined && known === this.#newest) return known;
    const column = known ?? new ValueColumn();
    this.#columns.delete(key);
    this.#columns.set(key, column);
    this.#newest = column;
    return column;
  }

  /** Columns go whole; that of a search that is under way stays, and loses its oldest entries. */
  #forget(used: ValueColumn): void {
    for (const [key, column] of this.#columns) {
      if (this.#kept <= this.#mostKept) return;
      if (column === used) continue;
      this.#kept -= column.weight;
      this.#columns.delete(key);
    }
    while (this.#kept > this.#mostKept && used.size > 1) this.#kept -= used.dropOldest();
  }

  #share(value: IndexedValue): IndexedValue {
    if (value.kind === 'date' || value.kind === 'string' || value.kind === 'position') return value;
    const key = JSON.stringify(value);
    const known = this.#shared.get(key);
    if (known !== undefined || this.#shared.size >= MOST_SHARED) return known ?? value;
    this.#shared.set(key, value);
    return value;
  }

  #resourceOf(stored: Stored, view: AccessView): FhirObject {
    const last = this.#last;
    const { revision } = stored;
    if (last?.stored === stored && last.view === view && last.revision === revision) return last.resource;
    const resource = view.resourceOf(stored);
    this.#last = { stored, revision, view, resource };
    return resource;
  }
}

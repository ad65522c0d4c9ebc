import type { LocationKeys } from './seed-source.ts';

/** Places of Locations in the seed, by what names them: one, or several that share a name. */
type Places = number | number[];

/** Which Locations answer to an identifier: exact and case-sensitive (Q3), types 26 and 25 together (Q4). */
export class LocationIndex {
  readonly #byId = new Map<string, number>();
  readonly #byIdentifier = new Map<string, Places>();
  readonly #byCodeInEstablishment = new Map<string, Places>();
  readonly #ids: string[] = [];

  /** Adds the next Location; they come in the order of the seed. */
  add({ id, externalId, locationId, owner }: LocationKeys): void {
    const place = this.#ids.push(id) - 1;
    this.#byId.set(id, place);
    if (externalId !== null) append(this.#byIdentifier, externalId, place);
    if (locationId !== null && locationId !== externalId) append(this.#byIdentifier, locationId, place);
    // A code that brings its establishment along is found by itself.
    if (externalId !== null && owner !== null && !externalId.startsWith(`${owner.idNatStruct}/`)) {
      append(this.#byCodeInEstablishment, `${owner.idNatStruct}/${externalId}`, place);
    }
  }

  get size(): number {
    return this.#ids.length;
  }

  /** In the order in which they came. */
  get ids(): readonly string[] {
    return this.#ids;
  }

  place(id: string): number | undefined {
    return this.#byId.get(id);
  }

  /** Every identifier that finds a Location, each once. */
  identifiers(): readonly string[] {
    return [...this.#byIdentifier.keys()];
  }

  /** Places of the distinct Locations that carry this identifier, in the order in which they came. */
  find(identifier: string): readonly number[] {
    return listOf(this.#byIdentifier.get(identifier));
  }

  /** The same, and those that store the code alone while `identifier` is `IdNatStruct/code` (Q3). */
  findWithCodeAlone(identifier: string): readonly number[] {
    return [...new Set([...this.find(identifier), ...listOf(this.#byCodeInEstablishment.get(identifier))])];
  }
}

function append(index: Map<string, Places>, key: string, place: number): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, place);
  else if (typeof known === 'number') index.set(key, [known, place]);
  else known.push(place);
}

function listOf(places: Places | undefined): readonly number[] {
  if (places === undefined) return [];
  return typeof places === 'number' ? [places] : places;
}

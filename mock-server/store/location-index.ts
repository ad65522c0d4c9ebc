import type { LocationBase } from './stored-location.ts';

/** Which Locations answer to an identifier: exact and case-sensitive (Q3), types 26 and 25 together (Q4). */
export class LocationIndex {
  readonly #byIdentifier = new Map<string, string[]>();
  readonly #byCodeInEstablishment = new Map<string, string[]>();

  add(base: LocationBase): void {
    for (const value of new Set([base.externalId, base.locationId])) {
      if (value !== null) append(this.#byIdentifier, value, base.id);
    }
    if (base.externalId !== null && base.idNatStruct !== null) {
      append(this.#byCodeInEstablishment, `${base.idNatStruct}/${base.externalId}`, base.id);
    }
  }

  /** Every identifier that finds a Location, each once. */
  identifiers(): readonly string[] {
    return [...this.#byIdentifier.keys()];
  }

  /** Ids of the distinct Locations that carry this identifier, in the order in which they came. */
  find(identifier: string): readonly string[] {
    return this.#byIdentifier.get(identifier) ?? [];
  }

  /** The same, and those that store the code alone while `identifier` is `IdNatStruct/code` (Q3). */
  findWithCodeAlone(identifier: string): readonly string[] {
    return [...new Set([...this.find(identifier), ...(this.#byCodeInEstablishment.get(identifier) ?? [])])];
  }
}

function append(index: Map<string, string[]>, key: string, id: string): void {
  const ids = index.get(key);
  if (ids === undefined) index.set(key, [id]);
  else ids.push(id);
}

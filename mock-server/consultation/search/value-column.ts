import type { IndexedValue } from './indexed-value.ts';

interface Entry {
  readonly revision: number;
  readonly values: readonly IndexedValue[];
}

/** The values of one parameter in many resources, as one view shows them. */
export class ValueColumn {
  readonly #entries = new Map<string, Entry>();
  #weight = 0;

  /** Entries, and the values in them. */
  get weight(): number {
    return this.#weight;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** What was read of this revision of a resource; undefined when nothing was. */
  get(id: string, revision: number): readonly IndexedValue[] | undefined {
    const entry = this.#entries.get(id);
    return entry?.revision === revision ? entry.values : undefined;
  }

  /** Keeps what was read, in place of what was read of an earlier revision; gives by how much it weighs more. */
  set(id: string, entry: Entry): number {
    const before = weightOf(this.#entries.get(id));
    this.#entries.set(id, entry);
    return this.#add(weightOf(entry) - before);
  }

  /** Forgets the entry that came first; gives by how much it weighs less. */
  dropOldest(): number {
    for (const [id, entry] of this.#entries) {
      this.#entries.delete(id);
      return -this.#add(-weightOf(entry));
    }
    return 0;
  }

  #add(weight: number): number {
    this.#weight += weight;
    return weight;
  }
}

function weightOf(entry: Entry | undefined): number {
  return entry === undefined ? 0 : 1 + entry.values.length;
}

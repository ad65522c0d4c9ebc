import { createHash, randomBytes } from 'node:crypto';

/** A new seed for a run: short enough to be typed. */
export function newSeed(): string {
  return randomBytes(4).toString('hex');
}

/**
 * Choices that look random and are the same for the same seed: each is the hash of the seed, the scenario and what is
 * asked, so that one scenario alone chooses as in the whole run.
 */
export class SeededChoice {
  readonly #prefix: string;

  constructor(seed: string, scenario: string) {
    this.#prefix = `${seed}\0${scenario}\0`;
  }

  /** Lower-case hex, `length` characters (at most 64). */
  hex(what: string, length: number): string {
    return createHash('sha256')
      .update(this.#prefix + what)
      .digest('hex')
      .slice(0, length);
  }

  /** The items in an order given by the seed; `nameOf` must differ between them. */
  shuffle<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
    const ranked = items.map((item) => ({ item, rank: this.hex(nameOf(item), 16) }));
    return ranked.toSorted((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ item }) => item);
  }
}

import type { Fault } from './fault.ts';
import { CHAIN_START, nextLink } from './pack-format.ts';
import type { Pack } from './pack-format.ts';

/** Most lines that are named one by one; their text is kept to find out which were swapped. */
const MAX_NAMED = 20;

interface BrokenLine {
  readonly place: string;
  readonly before: string;
  readonly expected: string;
  readonly line: string;
}

/**
 * Follows the chain over the lines of a pack. Each line is checked from the value recorded before it, so that a change is
 * named where it is and not from there on.
 */
export class ChainVerifier {
  readonly #recorded: readonly string[];
  readonly #places: readonly string[];
  readonly #broken: BrokenLine[] = [];
  readonly #misplaced: string[] = [];
  #index = 0;

  /** @param chainText chain.txt */
  constructor(chainText: string) {
    const lines = chainText.split('\n').slice(0, -1);
    this.#recorded = lines.map((line) => line.slice(0, 64));
    this.#places = lines.map((line) => line.slice(66));
  }

  /** The next line of the files, in the order of the chain. */
  add(file: string, number: number, line: string): void {
    const place = `${file}:${number}`;
    const before = this.#index === 0 ? CHAIN_START : (this.#recorded[this.#index - 1] ?? '');
    const expected = this.#recorded[this.#index] ?? '';
    const said = this.#places[this.#index];
    this.#index += 1;
    if (said !== place) {
      if (this.#misplaced.length < MAX_NAMED) this.#misplaced.push(place);
      return;
    }
    if (nextLink(before, line) === expected || this.#broken.length >= MAX_NAMED) return;
    this.#broken.push({ place, before, expected, line });
  }

  /** What is wrong, once every line was added. */
  faults(chain: Pack['chain']): readonly Fault[] {
    const swapped = this.#swapped();
    const alone = this.#broken.filter(({ place }) => !swapped.flat().includes(place));
    const isEndRight = (this.#recorded.at(-1) ?? CHAIN_START) === chain.head && this.#recorded.length === chain.length;
    const isCounted = this.#index === this.#recorded.length && this.#misplaced.length === 0;
    return [
      ...swapped.map(([a, b]): Fault => ({ text: 'evidence.fault-swapped', values: { a, b } })),
      ...alone.map(({ place }): Fault => ({ text: 'evidence.fault-line-changed', values: { place } })),
      ...(isCounted
        ? []
        : [
            fault('evidence.fault-line-count', {
              found: this.#index,
              chained: this.#recorded.length,
              place: this.#misplaced[0] ?? '',
            }),
          ]),
      ...(isEndRight ? [] : [fault('evidence.fault-chain-head', {})]),
    ];
  }

  /** Pairs of broken lines of which each fits in the place of the other. */
  #swapped(): readonly (readonly [string, string])[] {
    return this.#broken.flatMap((a, index) => {
      const b = this.#broken
        .slice(index + 1)
        .find(
          (other) => nextLink(a.before, other.line) === a.expected && nextLink(other.before, a.line) === other.expected,
        );
      return b === undefined ? [] : [[a.place, b.place] as const];
    });
  }
}

function fault(text: Fault['text'], values: Fault['values']): Fault {
  return { text, values };
}

import { CHAIN_START, nextLink } from './pack-format.ts';
import type { Pack } from './pack-format.ts';

/** The chain over the lines of a pack while they are written. */
export class ChainBuilder {
  readonly files: string[] = [];
  readonly #lines: string[] = [];
  #head = CHAIN_START;

  /** Adds line `number` of a file. */
  add(file: string, number: number, line: string): void {
    this.#head = nextLink(this.#head, line);
    this.#lines.push(`${this.#head}  ${file}:${number}\n`);
  }

  /** The chain as pack.json tells it. */
  get summary(): Pack['chain'] {
    return { files: this.files, length: this.#lines.length, head: this.#head };
  }

  /** chain.txt. */
  get text(): string {
    return this.#lines.join('');
  }
}

import { CHAIN_START, nextLink } from './pack-format.ts';
import type { Pack } from './pack-format.ts';

/** Lines are kept as bytes in pieces of about this size: as texts, those of many runs would take several times as much. */
const PIECE_CHARS = 64 * 1024;

/** The chain over the lines of a pack while they are written. */
export class ChainBuilder {
  readonly files: string[] = [];
  readonly #pieces: Buffer[] = [];
  #waiting = '';
  #length = 0;
  #head = CHAIN_START;

  /** Adds line `number` of a file. */
  add(file: string, number: number, line: string): void {
    this.#head = nextLink(this.#head, line);
    this.#length += 1;
    this.#waiting += `${this.#head}  ${file}:${number}\n`;
    if (this.#waiting.length >= PIECE_CHARS) this.#keep();
  }

  /** The chain as pack.json tells it. */
  get summary(): Pack['chain'] {
    return { files: this.files, length: this.#length, head: this.#head };
  }

  /** Size of chain.txt. */
  get bytes(): number {
    return this.content.reduce((sum, piece) => sum + piece.length, 0);
  }

  /** chain.txt, in pieces. */
  get content(): readonly Buffer[] {
    this.#keep();
    return this.#pieces;
  }

  #keep(): void {
    this.#pieces.push(Buffer.from(this.#waiting));
    this.#waiting = '';
  }
}

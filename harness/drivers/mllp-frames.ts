/** Start and end of a block (MLLP release 1). */
const START = 0x0b;
const END = Buffer.of(0x1c, 0x0d);

/** Longest acknowledgement, in bytes. */
const MAX_BYTES = 65_536;

/** What came that is no block. */
export class MllpError extends Error {
  override readonly name = 'MllpError';
}

/** A message as one block, in the bytes of its character set. */
export function mllpBlock(text: string, encoding: 'utf-8' | 'latin1'): Buffer {
  return Buffer.concat([Buffer.of(START), Buffer.from(text, encoding), END]);
}

/** Puts the blocks of a stream of bytes together, however TCP has cut it. Line ends between blocks are passed over. */
export class MllpReader {
  #bytes = Buffer.alloc(0);

  /** Takes bytes; gives the blocks that they complete. @throws MllpError for anything between two blocks, and for one that is too long */
  take(chunk: Buffer): readonly Buffer[] {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    const blocks: Buffer[] = [];
    for (;;) {
      const start = this.#bytes.findIndex((byte) => byte !== 0x0d && byte !== 0x0a);
      if (start < 0) {
        this.#bytes = Buffer.alloc(0);
        return blocks;
      }
      if (this.#bytes[start] !== START) throw new MllpError('bytes that do not begin with 0x0B');
      const end = this.#bytes.indexOf(END, start);
      if (end < 0) break;
      blocks.push(this.#bytes.subarray(start + 1, end));
      this.#bytes = this.#bytes.subarray(end + END.length);
    }
    if (this.#bytes.length > MAX_BYTES) throw new MllpError(`more than ${MAX_BYTES} bytes without 0x1C 0x0D`);
    return blocks;
  }
}

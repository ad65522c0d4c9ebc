import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** Lines go on in pieces of about this size: one at a time, each would cross every stream and a thread. */
const PIECE_CHARS = 64 * 1024;

/** What a file of a pack is made of: the whole, pieces as they are to be written, or lines. */
export type PackContent = string | Buffer | readonly Buffer[] | AsyncIterable<string> | Iterable<string>;

/** Writes a zip file by streaming, one file after the other, and remembers the SHA-256 of each. */
export class PackWriter {
  readonly #zip = new ZipFile();
  readonly #written: Promise<void>;
  readonly #options: { readonly mtime: Date; readonly mode: number };
  readonly #digests: (readonly [path: string, sha256: string])[] = [];

  /** @param at date of every file in the zip: the same input gives the same bytes */
  constructor(file: string, at: Date) {
    this.#options = { mtime: at, mode: 0o100644 };
    this.#written = pipeline(this.#zip.outputStream, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
    // A failure is told by the next `add` or `end`, never as an unhandled rejection.
    this.#written.catch(() => undefined);
  }

  /** Adds a file; resolves when it was read whole. */
  async add(path: string, content: PackContent): Promise<void> {
    const hash = createHash('sha256');
    const hashing = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    this.#zip.addReadStreamLazy(path, this.#options, handedOver(hashing));
    await Promise.race([pipeline(Readable.from(sourceOf(content)), hashing), this.#written]);
    this.#digests.push([path, hash.digest('hex')]);
  }

  /** The manifest of the files so far, as `sha256sum -c` reads it. */
  manifest(): string {
    return this.#digests.map(([path, sha256]) => `${sha256}  ${path}\n`).join('');
  }

  /** Ends the zip file; resolves when it is on the disk. */
  async end(): Promise<void> {
    this.#zip.end();
    await this.#written;
  }

  /** Gives up: the file is left incomplete, for the caller to remove. */
  async abort(): Promise<void> {
    this.#zip.outputStream.emit('error', new Error('given up'));
    await this.#written.catch(() => undefined);
  }
}

/**
 * Gives a stream away once. The zip keeps this function until it ends: held by it, the stream would keep its source, and with it
 * the whole run that it was read from.
 */
function handedOver(stream: Transform): (take: (failed: null, stream: Transform) => void) => void {
  let waiting: Transform | null = stream;
  return (take) => {
    const given = waiting;
    waiting = null;
    if (given !== null) take(null, given);
  };
}

function sourceOf(content: PackContent): Iterable<Buffer> | AsyncIterable<Buffer> {
  if (typeof content === 'string') return [Buffer.from(content)];
  if (Buffer.isBuffer(content)) return [content];
  return isPieces(content) ? content : pieces(content);
}

function isPieces(content: Exclude<PackContent, string | Buffer>): content is readonly Buffer[] {
  return Array.isArray(content);
}

/** The same bytes in fewer, larger pieces. */
async function* pieces(content: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
  let waiting = '';
  for await (const text of content) {
    waiting += text;
    if (waiting.length < PIECE_CHARS) continue;
    yield Buffer.from(waiting);
    waiting = '';
  }
  if (waiting !== '') yield Buffer.from(waiting);
}

import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import type { TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type { Header } from 'tar-stream';
import { IgPackageError } from './ig-package-error.ts';
import type { PackageLimits } from './limits.ts';
import { RATIO_FLOOR_BYTES } from './limits.ts';

/** Takes one JSON file of the archive as it passes: its path and its bytes. */
export type TakeEntry = (path: string, content: Buffer) => void;

/**
 * Streams a `.tgz` and hands the JSON files directly under `package/` to `take`; nothing is ever written to a disk.
 * @throws IgPackageError for an archive that is not one, is cut short, or is hostile: paths that leave it, links and
 * devices, too many or too large files, a bomb.
 */
export async function readArchive(file: string, limits: PackageLimits, take: TakeEntry): Promise<void> {
  const meter = new Meter(file, limits);
  const unpack = extract();
  const ends = await Promise.allSettled([
    takeEntries(file, unpack, { limits, take }),
    pipeline(createReadStream(file), meter.packed(), createGunzip(), meter.unpacked(), unpack),
  ]);
  const reasons = ends.filter((end) => end.status === 'rejected').map((end): unknown => end.reason);
  // When one end fails the other ends too, with an error that says less.
  const first = reasons.find((reason) => reason instanceof IgPackageError) ?? reasons.at(-1);
  if (first !== undefined) throw asPackageError(file, first);
}

async function takeEntries(
  file: string,
  unpack: AsyncIterable<Source>,
  { limits, take }: { readonly limits: PackageLimits; readonly take: TakeEntry },
): Promise<void> {
  let files = 0;
  for await (const entry of unpack) {
    files += 1;
    const refusal = refuse(file, entry.header, { files, limits });
    if (refusal !== null) throw refusal;
    const path = plainPath(entry.header.name);
    const isWanted = entry.header.type === 'file' && /^package\/[^/]+\.json$/.test(path);
    const content = await readEntry(entry, isWanted);
    if (content !== null) take(path, content);
  }
}

/** An entry of the archive as tar-stream gives it. */
interface Source extends AsyncIterable<unknown> {
  readonly header: Header;
}

/** The bytes of an entry; null, and nothing kept, for one that nobody wants. */
async function readEntry(source: AsyncIterable<unknown>, isWanted: boolean): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) if (isWanted && chunk instanceof Uint8Array) chunks.push(chunk);
  return isWanted ? Buffer.concat(chunks) : null;
}

/** Counts what goes in and out of the decompression. */
class Meter {
  readonly #file: string;
  readonly #limits: PackageLimits;
  #in = 0;
  #out = 0;

  constructor(file: string, limits: PackageLimits) {
    this.#file = file;
    this.#limits = limits;
  }

  packed(): Transform {
    return this.#count((bytes) => {
      this.#in += bytes;
      if (this.#in > this.#limits.maxPackedBytes) this.#refuse('too-large', this.#limits.maxPackedBytes);
    });
  }

  unpacked(): Transform {
    return this.#count((bytes) => {
      this.#out += bytes;
      if (this.#out > this.#limits.maxUnpackedBytes) this.#refuse('too-large', this.#limits.maxUnpackedBytes);
      if (this.#out > RATIO_FLOOR_BYTES && this.#out > this.#in * this.#limits.maxRatio) {
        this.#refuse('bomb', this.#limits.maxRatio);
      }
    });
  }

  #count(add: (bytes: number) => void): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, done: TransformCallback) => {
        try {
          add(chunk.length);
          done(null, chunk);
        } catch (error) {
          done(error instanceof Error ? error : new Error(String(error)));
        }
      },
    });
  }

  #refuse(fault: 'too-large' | 'bomb', limit: number): never {
    throw new IgPackageError(fault, this.#file, { detail: String(limit) });
  }
}

function refuse(
  file: string,
  header: Header,
  { files, limits }: { readonly files: number; readonly limits: PackageLimits },
): IgPackageError | null {
  const detail = JSON.stringify(header.name.slice(0, 100));
  if (files > limits.maxFiles) return new IgPackageError('too-many-files', file, { detail: String(limits.maxFiles) });
  if (!isSafePath(header.name)) return new IgPackageError('unsafe-path', file, { detail });
  if (header.type !== 'file' && header.type !== 'directory') return new IgPackageError('not-a-file', file, { detail });
  if (header.size > limits.maxFileBytes) return new IgPackageError('too-large', file, { detail });
  return null;
}

/** False for a path that is absolute, climbs, or hides what it is. */
function isSafePath(path: string): boolean {
  if (path === '' || /[\0\\]/.test(path) || path.startsWith('/') || /^[A-Za-z]:/.test(path)) return false;
  return !path.split('/').includes('..');
}

function plainPath(path: string): string {
  return path.replace(/^(?:\.\/)+/, '');
}

/** What the streams throw, in our words: zlib and tar-stream have only their own. */
function asPackageError(file: string, error: unknown): IgPackageError {
  if (error instanceof IgPackageError) return error;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const message = error instanceof Error ? error.message : String(error);
  if (code === 'Z_BUF_ERROR' || /unexpected end/i.test(message))
    return new IgPackageError('truncated', file, { cause: error });
  if (code.startsWith('Z_')) return new IgPackageError('not-gzip', file, { detail: message, cause: error });
  if (['ENOENT', 'EISDIR', 'EACCES', 'EPERM'].includes(code)) {
    return new IgPackageError('unreadable', file, { detail: code, cause: error });
  }
  return new IgPackageError('not-tar', file, { detail: message, cause: error });
}

import { buffer } from 'node:stream/consumers';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { because, EvidenceError } from './evidence-error.ts';
import { MAX_WHOLE_BYTES } from './pack-format.ts';

const MAX_FILES = 20_000;
const MAX_TOTAL_BYTES = 8 * 1024 ** 3;
/** Deflate reaches 1032; journals with the same bodies again and again reach about 100. */
const MAX_RATIO = 400;
const RATIO_FROM_BYTES = 4 * 1024 ** 2;
const FILE_TYPE = 0o170000;
const REGULAR_FILE = 0o100000;

/** A pack opened for reading: its list of files was checked before any of them is read. */
export class PackReader {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /** @throws {EvidenceError} `not-a-pack`; `hostile-pack` for paths that lead outside, links, duplicates and bombs */
  static async open(file: string): Promise<PackReader> {
    const zip = await openZip(file);
    try {
      return new PackReader(zip, await listEntries(zip));
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  /** Names of the files, as they stand in the zip. */
  get paths(): readonly string[] {
    return [...this.#entries.keys()];
  }

  has(path: string): boolean {
    return this.#entries.has(path);
  }

  /** The bytes of a file as a stream. @throws {EvidenceError} `not-a-pack` when it is not there */
  async stream(path: string): Promise<Readable> {
    const entry = this.#entries.get(path);
    if (entry === undefined) throw new EvidenceError('not-a-pack', { because: `no ${path}` });
    return this.#zip.openReadStreamPromise(entry);
  }

  /** A small file whole. @throws {EvidenceError} `hostile-pack` when it is larger than 64 MiB */
  async bytes(path: string): Promise<Buffer> {
    if ((this.#entries.get(path)?.uncompressedSize ?? 0) > MAX_WHOLE_BYTES) {
      throw new EvidenceError('hostile-pack', { because: `${path}: > ${MAX_WHOLE_BYTES} B` });
    }
    return buffer(await this.stream(path));
  }

  /** The lines of a text file, one at a time. */
  async *lines(path: string): AsyncGenerator<string> {
    const input = await this.stream(path);
    // A stream that fails would leave readline waiting for ever.
    const lines = createInterface({ input, crlfDelay: Infinity });
    let failure: unknown = null;
    input.once('error', (error) => {
      failure = error;
      lines.close();
    });
    for await (const line of lines) yield line;
    if (failure !== null) throw failure;
  }

  close(): void {
    this.#zip.close();
  }
}

async function openZip(file: string): Promise<ZipFile> {
  try {
    // yauzl refuses absolute paths, `..` and back slashes by itself, and counts the bytes of each file.
    return await openPromise(file, {
      lazyEntries: true,
      autoClose: false,
      strictFileNames: true,
      validateEntrySizes: true,
    });
  } catch (error) {
    throw new EvidenceError('not-a-pack', { because: because(error) }, error);
  }
}

async function listEntries(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let total = 0;
  zip.on('entry', (entry: Entry) => {
    total += entry.uncompressedSize;
    const fault = faultOf(entry, entries) ?? (total > MAX_TOTAL_BYTES ? 'bomb' : null);
    if (fault !== null) {
      reject(
        new EvidenceError('hostile-pack', { because: `${fault}: ${JSON.stringify(entry.fileName).slice(0, 200)}` }),
      );
      return;
    }
    entries.set(entry.fileName, entry);
    zip.readEntry();
  });
  zip.once('end', resolve);
  zip.once('error', (error) => {
    const isHostile = /relative path|absolute path|invalid characters|file ?name/i.test(because(error));
    reject(new EvidenceError(isHostile ? 'hostile-pack' : 'not-a-pack', { because: because(error) }, error));
  });
  zip.readEntry();
  await promise;
  return entries;
}

/** What is wrong with a file's line in the list, in one word. */
function faultOf(entry: Entry, before: ReadonlyMap<string, Entry>): string | null {
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  if (before.size >= MAX_FILES) return 'too many files';
  if (before.has(entry.fileName)) return 'duplicate';
  if (entry.fileName.endsWith('/') || (type !== 0 && type !== REGULAR_FILE)) return 'link';
  if (entry.isEncrypted()) return 'encrypted';
  const isBomb =
    entry.uncompressedSize > RATIO_FROM_BYTES && entry.uncompressedSize / Math.max(1, entry.compressedSize) > MAX_RATIO;
  return isBomb ? 'bomb' : null;
}

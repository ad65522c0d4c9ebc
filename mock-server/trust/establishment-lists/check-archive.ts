import { inflateRawSync } from 'node:zlib';
import { ListFileError } from './list-problem.ts';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 65_535;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;

const MAX_ENTRIES = 500;
/** Unpacked, all entries together: an honest list of 10 000 rows takes some 2 MB. */
const MAX_UNPACKED_BYTES = 16 * 1024 * 1024;

/**
 * The unpacked entries of a ZIP archive (what an XLSX file is), by name, when all of it is bounded: number of entries, sizes that are
 * declared, and what each really unpacks to. What is refused here never reaches a library that would unpack it whole.
 * @throws {ListFileError} `xlsx-damaged` or `xlsx-too-large`
 */
export function checkArchive(bytes: Buffer): ReadonlyMap<string, Buffer> {
  try {
    return unpackAll(bytes);
  } catch (error) {
    if (error instanceof ListFileError) throw error;
    throw new ListFileError(isTooLarge(error) ? 'xlsx-too-large' : 'xlsx-damaged', { cause: error });
  }
}

function unpackAll(bytes: Buffer): Map<string, Buffer> {
  const end = endOfDirectory(bytes);
  const count = bytes.readUInt16LE(end + 8);
  if (count > MAX_ENTRIES) throw new ListFileError('xlsx-too-large');
  const entries = new Map<string, Buffer>();
  let left = MAX_UNPACKED_BYTES;
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    const entry = directoryEntry(bytes, at);
    const unpacked = unpack(bytes, entry, left);
    left -= unpacked.length;
    if (entries.has(entry.name)) throw new ListFileError('xlsx-damaged'); // two readers could take different ones
    entries.set(entry.name, unpacked);
    at = entry.next;
  }
  return entries;
}

/** The last one in the file, as every reader takes it. */
function endOfDirectory(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT_BYTES);
  for (let at = bytes.length - END_BYTES; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  throw new ListFileError('xlsx-damaged');
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly local: number;
  readonly next: number;
}

/** Sizes of 4 GiB and more stand elsewhere (ZIP64): such an entry ends here as too large, its 32-bit sizes being the largest. */
function directoryEntry(bytes: Buffer, at: number): Entry {
  if (bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new ListFileError('xlsx-damaged');
  if ((bytes.readUInt16LE(at + 8) & ENCRYPTED) !== 0) throw new ListFileError('xlsx-damaged');
  const nameBytes = bytes.readUInt16LE(at + 28);
  return {
    name: bytes.subarray(at + 46, at + 46 + nameBytes).toString('utf8'),
    method: bytes.readUInt16LE(at + 10),
    packedBytes: bytes.readUInt32LE(at + 20),
    unpackedBytes: bytes.readUInt32LE(at + 24),
    local: bytes.readUInt32LE(at + 42),
    next: at + 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32),
  };
}

function unpack(bytes: Buffer, entry: Entry, left: number): Buffer {
  if (entry.unpackedBytes > left) throw new ListFileError('xlsx-too-large');
  if (bytes.readUInt32LE(entry.local) !== LOCAL_ENTRY) throw new ListFileError('xlsx-damaged');
  const start = entry.local + 30 + bytes.readUInt16LE(entry.local + 26) + bytes.readUInt16LE(entry.local + 28);
  const packed = bytes.subarray(start, start + entry.packedBytes);
  const unpacked = inflate(packed, entry);
  if (unpacked.length !== entry.unpackedBytes) throw new ListFileError('xlsx-damaged');
  return unpacked;
}

function inflate(packed: Buffer, { method, unpackedBytes }: Entry): Buffer {
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw new ListFileError('xlsx-damaged');
  return inflateRawSync(packed, { maxOutputLength: Math.max(1, unpackedBytes) });
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

/** Result code of SQLite for a disk that is full, and for a database that may not grow. */
const FULL = 13;

/** With so much left on the disk, it was not the disk that was full. */
const ROOM_BYTES = 1_048_576;

/** Pages after which SQLite moves the write-ahead log into the database: its own default, and the most that is used here. */
const CHECKPOINT_PAGES = 1_000;

/**
 * The most bytes that the files of a database may take. The engine itself refuses to let the database grow further, in the middle of a
 * transaction that is then rolled back whole; a part of the bytes is set aside for the write-ahead log.
 */
export class DiskLimit {
  readonly maxBytes: number;
  readonly #sqlite: DatabaseSync;
  readonly #file: string | null;
  readonly #logBytes: number;

  constructor(sqlite: DatabaseSync, file: string | null, maxBytes: number) {
    this.#sqlite = sqlite;
    this.#file = file;
    this.maxBytes = maxBytes;
    const pageBytes = this.#pragma('page_size');
    const pages = Math.floor(maxBytes / pageBytes);
    const checkpoint = Math.max(1, Math.min(CHECKPOINT_PAGES, Math.floor(pages / 8)));
    this.#logBytes = 2 * checkpoint * pageBytes;
    sqlite.exec(`PRAGMA wal_autocheckpoint = ${checkpoint}`);
    sqlite.exec(`PRAGMA journal_size_limit = ${this.#logBytes}`);
    // A database that is larger already keeps its size, and grows no more.
    this.#pragma(`max_page_count = ${Math.max(1, pages - 2 * checkpoint)}`);
  }

  /** Whether the write-ahead log has outgrown its part, because somebody reads the files for so long that it cannot be moved. */
  isLogFull(): boolean {
    if (this.#file === null || this.#logSize() <= this.#logBytes) return false;
    this.#sqlite.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    return this.#logSize() > this.#logBytes;
  }

  /** Whether it was this limit, and not the disk, that made SQLite refuse. */
  isCauseOf(error: unknown): boolean {
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
    if ((code & 0xff) !== FULL) return false;
    if (this.#file === null) return true;
    const { bavail, bsize } = statfsSync(dirname(this.#file));
    return bavail * bsize > ROOM_BYTES;
  }

  #logSize(): number {
    return statSync(`${this.#file ?? ''}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  }

  #pragma(text: string): number {
    return Number(Object.values(this.#sqlite.prepare(`PRAGMA ${text}`).get() ?? {})[0] ?? 0);
  }
}

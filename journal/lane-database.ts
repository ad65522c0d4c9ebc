import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { DiskLimit } from './disk-limit.ts';
import {
  APPLICATION_ID,
  FORMAT_VERSION,
  RETENTION_DEFINITIONS,
  RETENTION_FORMAT,
  TABLE_DEFINITIONS,
} from './lane-schema.ts';
import { LaneStoreError } from './lane-store-error.ts';
import { readRetained } from './retained.ts';

/** An open SQLite database of a lane, held by this process alone until `close`. */
export interface LaneDatabase {
  readonly sqlite: DatabaseSync;
  readonly file: string | null;
  /** @throws LaneStoreError `store.disk-limit` when there is no room before anything is written */
  refuseWhenFull(): void;
  /** Gives back what the write-ahead log took for one large transaction, when the size is limited. */
  tidyLog(): void;
  /** What it means that something could not be written: `store.disk-limit`, `store.write-failed`. */
  writeError(error: unknown): LaneStoreError;
  close(): void;
}

/** How the database of a lane is opened. */
export interface DatabaseOptions {
  readonly file: string | null;
  readonly durability: 'process' | 'power';
  /** True: retention will be at work. The first time, the whole journal is read once. */
  readonly isTrimmed?: boolean;
  /** Bytes that the files may take; default no limit. */
  readonly maxBytes?: number | undefined;
}

/** Result codes of SQLite that mean "not a database" or "damaged" (SQLITE_CORRUPT, SQLITE_NOTADB). */
const DAMAGED = new Set([11, 26]);

/** Files up to this size are read whole when they are opened; in a larger one damage is found when it is met. */
const CHECKED_BYTES = 32 * 1_048_576;

/** Result code of SQLite when another connection holds the lock. */
const BUSY = 5;

/**
 * Opens or makes the database of a lane.
 * @throws LaneStoreError `store.locked`, `store.corrupt`, `store.newer-format`, `store.foreign-file`, `store.unreadable`
 */
export function openLaneDatabase({ file, durability, isTrimmed, maxBytes }: DatabaseOptions): LaneDatabase {
  const lock = file === null ? null : takeLock(file);
  let sqlite: DatabaseSync | undefined;
  try {
    if (file !== null) makePrivate(file);
    sqlite = new DatabaseSync(file ?? ':memory:');
    prepareFormat(sqlite, file);
    sqlite.exec('PRAGMA journal_mode = WAL');
    sqlite.exec(`PRAGMA synchronous = ${durability === 'power' ? 'FULL' : 'NORMAL'}`);
    if (isTrimmed === true) prepareRetention(sqlite);
    const opened = sqlite;
    const limit = maxBytes === undefined ? null : new DiskLimit(opened, file, maxBytes);
    return {
      sqlite: opened,
      file,
      refuseWhenFull() {
        if (limit?.isLogFull() === true) throw limitError(file, limit);
      },
      tidyLog() {
        limit?.isLogFull();
      },
      writeError: (error) => writeError(error, file, limit),
      close() {
        opened.close();
        lock?.close();
      },
    };
  } catch (error) {
    sqlite?.close();
    lock?.close();
    throw asStoreError(error, file);
  }
}

/** The same error when it is already ours, else what SQLite meant by it. */
export function asStoreError(error: unknown, file: string | null): LaneStoreError {
  if (error instanceof LaneStoreError) return error;
  const because = error instanceof Error ? error.message : String(error);
  // Extended result codes carry the primary one in their low byte.
  const damaged = DAMAGED.has(sqliteCode(error) & 0xff);
  return new LaneStoreError(damaged ? 'store.corrupt' : 'store.unreadable', file, { because, cause: error });
}

function writeError(cause: unknown, file: string | null, limit: DiskLimit | null): LaneStoreError {
  if (cause instanceof LaneStoreError) return cause;
  if (limit?.isCauseOf(cause) === true) return limitError(file, limit, cause);
  const because = cause instanceof Error ? cause.message : String(cause);
  return new LaneStoreError('store.write-failed', file, { because, cause });
}

function limitError(file: string | null, { maxBytes }: DiskLimit, cause?: unknown): LaneStoreError {
  const size = `${Math.floor(maxBytes / 1_000_000)} MB`;
  const because = `the limit of ${size} is reached (--max-data-mb): keep fewer entries (--retain-entries), raise the limit, or name another data folder`;
  return new LaneStoreError('store.disk-limit', file, { because, cause });
}

/**
 * A second, empty database held in an exclusive transaction for as long as we live: the system lets it go when the
 * process ends, however it ends, so that no stale lock is left; readers of the journal itself are not kept out.
 */
function takeLock(file: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    makePrivate(`${file}.lock`);
    lock = new DatabaseSync(`${file}.lock`, { timeout: 0 });
    lock.exec('PRAGMA locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if ((sqliteCode(error) & 0xff) !== BUSY) throw asStoreError(error, file);
    const because = 'another process has it open; a lane is written by one process at a time';
    throw new LaneStoreError('store.locked', file, { because, cause: error });
  }
}

/** SQLite would make its file readable for everyone; `-wal` and `-shm` get the mode of the file that they belong to. */
function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
}

function prepareFormat(sqlite: DatabaseSync, file: string | null): void {
  const application = pragma(sqlite, 'application_id');
  const format = pragma(sqlite, 'user_version');
  if (application === 0 && pragma(sqlite, 'schema_version') === 0) {
    createTables(sqlite);
    return;
  }
  if (application !== APPLICATION_ID) {
    throw new LaneStoreError('store.foreign-file', file, { because: 'this SQLite file is not the store of a lane' });
  }
  if (format > RETENTION_FORMAT) {
    const because = `written in format ${format} by a newer version; this one reads up to format ${RETENTION_FORMAT}`;
    throw new LaneStoreError('store.newer-format', file, { because });
  }
  if (databaseBytes(sqlite) <= CHECKED_BYTES) checkWhole(sqlite, file);
}

function databaseBytes(sqlite: DatabaseSync): number {
  return pragma(sqlite, 'page_count') * pragma(sqlite, 'page_size');
}

function createTables(sqlite: DatabaseSync): void {
  sqlite.exec('BEGIN');
  for (const sql of TABLE_DEFINITIONS) sqlite.exec(sql);
  sqlite.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  sqlite.exec(`PRAGMA user_version = ${FORMAT_VERSION}`);
  sqlite.exec('COMMIT');
}

function prepareRetention(sqlite: DatabaseSync): void {
  if (pragma(sqlite, 'user_version') >= RETENTION_FORMAT) return;
  sqlite.exec('BEGIN');
  for (const sql of RETENTION_DEFINITIONS) sqlite.exec(sql);
  sqlite.exec(`PRAGMA user_version = ${RETENTION_FORMAT}`);
  sqlite.exec('COMMIT');
}

/** The numbering has no gap but those that retention made, and the first damaged page, if any, is found now and not in the middle of a run. */
function checkWhole(sqlite: DatabaseSync, file: string | null): void {
  const check = sqlite.prepare('PRAGMA quick_check(1)').get();
  const verdict = check === undefined ? 'no answer' : String(Object.values(check)[0]);
  if (verdict !== 'ok') throw new LaneStoreError('store.corrupt', file, { because: verdict });
  const { last: droppedTo, total } = readRetained(sqlite);
  const count = sqlite.prepare(
    'SELECT count(*) AS kept, coalesce(sum(seq > ?), 0) AS after, coalesce(max(seq), 0) AS last FROM entry',
  );
  const row = count.get(droppedTo) ?? {};
  const kept = Number(row['kept']);
  const after = Number(row['after']);
  const last = Number(row['last']);
  if (kept + total === last && after + droppedTo === last) return;
  const dropped = total === 0 ? '' : `, ${total} of which were dropped by retention, up to number ${droppedTo}`;
  const because = `${kept} entries, but the last one is number ${last}${dropped}`;
  throw new LaneStoreError('store.corrupt', file, { because });
}

function pragma(sqlite: DatabaseSync, name: string): number {
  return Number(sqlite.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
}

function sqliteCode(error: unknown): number {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0;
}

import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PkiError } from './pki-error.ts';
import { LOCK_FILE } from './pki-layout.ts';

/** Making a PKI takes a second or two; whoever waits longer waits for something else. */
const LOCK_DEADLINE_MS = 60_000;
const LOCK_RETRY_MS = 25;

/**
 * Runs `work` while no other process (nor another call in this one) changes the test PKI in `dir`. The lock is one of the operating
 * system, taken through SQLite: it ends with the process that holds it, so that a crash never leaves a lock behind.
 * @throws {PkiError} `certs.locked` when it cannot be had within a minute.
 */
export async function withPkiLock<T>(dir: string, work: () => Promise<T>): Promise<T> {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(path.join(dir, LOCK_FILE));
  try {
    const deadline = performance.now() + LOCK_DEADLINE_MS;
    while (!tryLock(database)) {
      if (performance.now() > deadline) {
        throw new PkiError('certs.locked', dir, { message: `another process is changing the test PKI in ${dir}` });
      }
      // oxlint-disable-next-line no-await-in-loop -- a lock is waited for, one try after the other
      await wait(LOCK_RETRY_MS);
    }
    return await work();
  } finally {
    database.close();
  }
}

const SQLITE_BUSY = 5;

function tryLock(database: { exec(sql: string): void }): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false;
    throw error;
  }
}

import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file whole or not at all: what a reader opens under `path` is never half of it.
 * @param mode of the file. Default: what the user's umask leaves of 0666.
 */
export function writeWhole(path: string, content: string | Uint8Array, mode = 0o666): void {
  makeFolder(dirname(path));
  // In the same folder, so that the rename stays within one file system.
  const unfinished = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(unfinished, content, { flush: true, mode });
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** Makes a folder and those above it. Step by step: a recursive mkdir of Node never returns on file systems such as /proc. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another run made it meanwhile.
    if (!existsSync(path)) throw error;
  }
}

const LOCK_FILE = '.rorkit.lock';

/** A lock this old was left by a process that was killed: writing takes far less. */
const STALE_MS = 10_000;
const RETRY_MS = 20;

/** Does something in a folder while no other process of ours does; waits for its turn. @throws Error of the system */
export function alone(folder: string, work: () => void): void {
  const lock = join(folder, LOCK_FILE);
  while (!taken(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** True when the lock is ours now. */
function taken(lock: string): boolean {
  try {
    closeSync(openSync(lock, 'wx'));
    return true;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
    const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (made > 0 && Date.now() - made > STALE_MS) rmSync(lock, { force: true });
    return false;
  }
}

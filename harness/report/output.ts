import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

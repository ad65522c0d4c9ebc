import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Mode of a folder that its owner alone may enter. */
const PRIVATE = 0o700;

/** Thrown where a folder is wanted and a file stands; shaped as an error of the system, so that it is handled as one. */
export class NotAFolderError extends Error {
  readonly code = 'ENOTDIR';
  readonly syscall = 'mkdir';
  readonly path: string;

  constructor(path: string) {
    super(`${path} is a file, a folder was expected`);
    this.name = 'NotAFolderError';
    this.path = path;
  }
}

/**
 * Makes a folder and those above it that are missing, for their owner alone; folders that are there keep their mode.
 * One by one: a recursive mkdir of Node never returns where the parent cannot hold entries, such as `/proc`.
 * @param mode of the folders that are made. Default 0700.
 * @throws NotAFolderError when a file stands there or above
 * @throws Error of the system (`EACCES`, `ENOENT`, `EROFS` …) when it cannot be made
 */
export function makePrivateFolder(path: string, mode: number = PRIVATE): void {
  for (const folder of missingFolders(resolve(path))) makeOne(folder, mode);
}

/** The folders to make, outermost first. */
function missingFolders(path: string): readonly string[] {
  const missing: string[] = [];
  let at = path;
  while (!isFolder(at)) {
    missing.push(at);
    const above = dirname(at);
    if (above === at) break; // a drive that does not exist
    at = above;
  }
  return missing.toReversed();
}

function makeOne(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Another process made it meanwhile.
    if (!isFolder(folder)) throw error;
  }
}

function isFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.isDirectory()) return found !== undefined;
  throw new NotAFolderError(path);
}

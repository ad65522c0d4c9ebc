import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makePrivateFolder } from '../../certs/private-folder.ts';

/** What is numbered in a data folder: runs, and attempts (one execution of one scenario). */
export type Numbered = 'run' | 'attempt';

const BUSY_TIMEOUT_MS = 10_000;

/**
 * Takes the next number: 1, 2, 3 … within a data folder. A number is given once, also to processes at the same time, and
 * never again when what carried it was deleted.
 */
export function takeNumber(dataDir: string, what: Numbered): number {
  makePrivateFolder(dataDir);
  const file = join(dataDir, 'numbers.sqlite');
  // SQLite would make it readable for everyone.
  closeSync(openSync(file, 'a', 0o600));
  const numbers = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    numbers.exec(
      'CREATE TABLE IF NOT EXISTS numbers (what TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID',
    );
    const row = numbers
      .prepare('INSERT INTO numbers VALUES (?, 1) ON CONFLICT (what) DO UPDATE SET last = last + 1 RETURNING last')
      .get(what);
    return Number(row?.['last']);
  } finally {
    numbers.close();
  }
}

/** Takes run numbers until one has no folder yet (a copied data folder may hold some), and makes its folder. */
export function claimRunFolder(dataDir: string): { readonly run: number; readonly folder: string } {
  for (;;) {
    const run = takeNumber(dataDir, 'run');
    const folder = join(dataDir, 'runs', String(run));
    if (existsSync(folder)) continue;
    makePrivateFolder(folder);
    return { run, folder };
  }
}

import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REFERENCE = fileURLToPath(new URL('../../examples/reference-connector/', import.meta.url));

/** One change of a text of one file. */
export interface Change {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/**
 * Copies the reference connector into `folder` with these changes, and gives the path of its connector file.
 * @throws Error when a text to change does not stand exactly once in its file
 */
export function makeConnector(folder: string, name: string, changes: readonly Change[]): string {
  const target = join(folder, name);
  mkdirSync(target, { recursive: true });
  cpSync(REFERENCE, target, { recursive: true });
  for (const change of changes) applyChange(join(target, change.file), change);
  return join(target, 'connector.yaml');
}

function applyChange(path: string, { file, find, replace }: Change): void {
  const text = readFileSync(path, 'utf8');
  const times = text.split(find).length - 1;
  if (times !== 1) throw new Error(`the text to change stands ${times} times in ${file}: ${find}`);
  writeFileSync(
    path,
    text.replace(find, () => replace),
  );
}

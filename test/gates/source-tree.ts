import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that hold no source of ours. */
const NOT_OURS = new Set(['node_modules', '.git', 'dist', 'reports', 'coverage', '.rorkit', '.ci']);

/**
 * Every file of ours under `root` whose name ends with one of `endings`, as a sorted list of paths relative to it,
 * with `/` between folders.
 */
export function sourceFiles(root: string, endings: readonly string[]): string[] {
  return walk(root, '')
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .toSorted();
}

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : walk(root, path);
    return entry.isFile() ? [path] : [];
  });
}

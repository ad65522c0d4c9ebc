import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './run-tool.ts';
import { sourceFiles } from './source-tree.ts';

/** Addresses and paths that mean something on one machine only. */
const MACHINE = /(^|[\s"'`(=])\/(work|home|root|Users)\/[\w.-]/m;

describe('the tree', () => {
  const files = sourceFiles(ROOT, ['.ts', '.mjs', '.js', '.md', '.yaml', '.json', '.html']).filter(
    (path) => !path.startsWith('test/gates/'),
  );

  it('names no path of the machine on which it was written', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((path) => MACHINE.test(readFileSync(join(ROOT, path), 'utf8')))).toEqual([]);
  });

  it('has a lock file with an integrity hash for every package, and no install script', () => {
    const lock: unknown = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
    const packages = Object.entries(isLock(lock) ? lock.packages : {}).filter(
      // A bundled package lies inside the archive of another one, whose hash covers it.
      ([path, entry]) => path !== '' && entry.inBundle !== true,
    );
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.filter(([, entry]) => entry.integrity === undefined).map(([path]) => path)).toEqual([]);
    expect(packages.filter(([, entry]) => entry.hasInstallScript === true).map(([path]) => path)).toEqual([]);
  });
});

function isLock(
  value: unknown,
): value is { packages: Record<string, { integrity?: string; hasInstallScript?: boolean; inBundle?: boolean }> } {
  return typeof value === 'object' && value !== null && 'packages' in value;
}

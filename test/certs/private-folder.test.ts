import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { makePrivateFolder, NotAFolderError } from '../../certs/private-folder.ts';
import { temporaryFolder } from './temporary-folder.ts';

const modeOf = (file: string): number => statSync(file).mode & 0o777;

it('makes a folder and those above it for their owner alone, and leaves those that are there as they are', async () => {
  const base = await temporaryFolder();
  const open = path.join(base, 'open');
  mkdirSync(open, { mode: 0o755 });
  const wanted = path.join(open, 'a', 'b');
  makePrivateFolder(wanted);
  makePrivateFolder(wanted);
  expect(statSync(wanted).isDirectory()).toBe(true);
  if (process.platform === 'win32') return;
  expect([open, path.dirname(wanted), wanted].map(modeOf)).toEqual([0o755, 0o700, 0o700]);
});

it.each(['file', 'file/a/b'])('names the file that stands where a folder is wanted: %s', async (wanted) => {
  const base = await temporaryFolder();
  const file = path.join(base, 'file');
  writeFileSync(file, 'kept');
  expect(() => makePrivateFolder(path.join(base, wanted))).toThrow(
    expect.objectContaining({ name: NotAFolderError.name, code: 'ENOTDIR', path: file }),
  );
});

// A recursive mkdir of Node never returns here.
it.runIf(existsSync('/proc/self'))('gives up where the parent cannot hold entries', () => {
  expect(() => makePrivateFolder('/proc/rorkit-test/a')).toThrow(/ENOENT|EACCES/);
});

it('gives up on a path that is longer than the system takes', async () => {
  const base = await temporaryFolder();
  expect(() => makePrivateFolder(path.join(base, 'x'.repeat(5_000)))).toThrow(/ENAMETOOLONG|ENOENT/);
});

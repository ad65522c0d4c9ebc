import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolder, writeWhole } from '../../../harness/report/output.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rorkit-output-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('makes the folders above, replaces what was there and leaves nothing else', () => {
  const path = join(folder, 'a', 'b', 'report.json');
  writeWhole(path, 'first');
  writeWhole(path, 'second');
  expect(readFileSync(path, 'utf8')).toBe('second');
  expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['report.json']);
});

test('when it cannot be written, what was there stays and no half file is left', () => {
  const path = join(folder, 'report.json');
  mkdirSync(path);
  writeFileSync(join(path, 'kept'), '');
  expect(() => writeWhole(path, 'new')).toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/);
  expect(readdirSync(folder)).toEqual(['report.json']);
  expect(readdirSync(path)).toEqual(['kept']);
});

test.runIf(process.platform === 'linux')('gives up on a file system where no folder can be made', () => {
  expect(() => makeFolder('/proc/rorkit-test/a')).toThrow(/ENOENT|EACCES/);
});

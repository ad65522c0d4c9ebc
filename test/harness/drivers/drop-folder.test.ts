import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dropFolder } from '../../../harness/drivers/file-channel.ts';

let base = '';

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'rorkit-drop-'));
});
afterEach(() => rmSync(base, { recursive: true }));

test('a drop folder in the state folder is made', () => {
  expect(existsSync(dropFolder('<%= it.stateDir %>/in', join(base, 'state'), base))).toBe(true);
});

test('one beside it whose name only begins alike is not: it must be there', () => {
  const folder = dropFolder('state-archive', join(base, 'state'), base);
  expect(folder).toBe(join(base, 'state-archive'));
  expect(existsSync(folder)).toBe(false);
});

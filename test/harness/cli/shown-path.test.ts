import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shownPath } from '../../../harness/cli/shown-path.ts';

describe('how a file is named in reports', () => {
  let base = '';
  let cwd = '';

  beforeAll(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'rorkit-shown-')));
    cwd = join(base, 'work');
    mkdirSync(join(cwd, '..own', 'deep'), { recursive: true });
    writeFileSync(join(cwd, '..own', 'deep', 'c.yaml'), '');
    writeFileSync(join(base, 'c.yaml'), '');
    symlinkSync(cwd, join(base, 'link'));
  });
  afterAll(() => rmSync(base, { recursive: true }));

  it('relative to the working folder when it is inside, also through a link', () => {
    expect(shownPath(join(cwd, '..own', 'deep', 'c.yaml'), cwd)).toBe('..own/deep/c.yaml');
    expect(shownPath(join(base, 'link', '..own', 'deep', 'c.yaml'), cwd)).toBe('..own/deep/c.yaml');
  });

  it('as it is when it is outside', () => {
    expect(shownPath(join(base, 'c.yaml'), cwd)).toBe(join(base, 'c.yaml'));
  });
});

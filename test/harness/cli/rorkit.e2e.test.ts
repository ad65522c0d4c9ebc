import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findOldNode } from '../../support/old-node.ts';

const ENTRY = fileURLToPath(new URL('../../../harness/cli/rorkit.js', import.meta.url));

describe('the command', () => {
  const old = findOldNode();

  // Only a real old Node can show this: where the machine has none, the test is skipped.
  it.skipIf(old === null)('says in one sentence that this Node is too old, and ends with 2', () => {
    const run = spawnSync(old?.path ?? '', [ENTRY, 'run'], { encoding: 'utf8' });
    expect(run.status).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/^rorkit needs Node 24\.11 or newer and runs on [\d.]+: .*\n$/);
    expect(run.stderr).toContain(old?.version);
  });

  it('starts on the Node that runs the tests', () => {
    const run = spawnSync(process.execPath, [ENTRY, '--help'], { encoding: 'utf8' });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('rorkit');
  });
});

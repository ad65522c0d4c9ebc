import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePki } from '../../certs/ensure-pki.ts';
import { VARIANTS } from '../connectors/variants.ts';
import { makeConnector } from './make-connector.ts';
import { runRorkit } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'rorkit-variants-'));

beforeAll(async () => {
  await ensurePki({ dir: join(folder, '.rorkit', 'pki') });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.concurrent('a correct connector that', () => {
  it.each([{ id: 'reference', title: 'is the reference connector, unchanged', changes: [] }, ...VARIANTS])(
    '$title passes every check, even under --strict',
    async ({ id, changes }) => {
      const connector = makeConnector(folder, id, changes);
      const run = await runRorkit(folder, ['--strict', '--connector', connector], `reports/${id}`);
      const others = run.verdicts.filter(({ status, findings }) => status !== 'pass' || findings.length > 0);
      expect({ others, exitCode: run.exitCode }, run.stderr).toEqual({ others: [], exitCode: 0 });
      expect(new Set(run.verdicts.map(({ check }) => check.split('#')[0])).size).toBeGreaterThanOrEqual(10);
    },
    120_000,
  );
});

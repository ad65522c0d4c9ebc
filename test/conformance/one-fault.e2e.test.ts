import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePki } from '../../certs/ensure-pki.ts';
import { FAULTS } from '../connectors/index.ts';
import { makeConnector } from './make-connector.ts';
import { checksThat, checksThatWarn, runRorkit } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'rorkit-faults-'));

beforeAll(async () => {
  await ensurePki({ dir: join(folder, '.rorkit', 'pki') });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the list of one-fault connectors', () => {
  it('holds every file of the folder, each under its name', () => {
    const files = readdirSync(fileURLToPath(new URL('../connectors/', import.meta.url)));
    const named = files
      .filter((file) => !['fault.ts', 'index.ts', 'variants.ts'].includes(file))
      .map((file) => file.slice(0, -3));
    expect(FAULTS.map(({ id }) => id).toSorted()).toEqual(named.toSorted());
  });
});

describe.concurrent('a connector that', () => {
  it.each(FAULTS)(
    '$title is caught by exactly its checks',
    async (fault) => {
      const connector = makeConnector(folder, fault.id, [fault]);
      const run = await runRorkit(folder, ['--connector', connector, ...fault.scenarios], `reports/${fault.id}`);
      expect(
        {
          failing: checksThat('fail', run.verdicts),
          warnings: checksThatWarn(run.verdicts),
          skipped: checksThat('skip', run.verdicts),
          errors: checksThat('error', run.verdicts),
          exitCode: run.exitCode,
        },
        run.stderr,
      ).toEqual({
        failing: [...fault.failing].toSorted(),
        warnings: [...fault.warnings].toSorted(),
        skipped: [...fault.skipped].toSorted(),
        errors: [],
        exitCode: fault.failing.length > 0 ? 3 : 0,
      });
      expect(fault.failing.length + fault.warnings.length, 'a fault that nothing sees').toBeGreaterThan(0);
    },
    120_000,
  );

  it.each(FAULTS.filter(({ failing }) => failing.length === 0))(
    '$title fails under --strict',
    async (fault) => {
      const connector = makeConnector(folder, `${fault.id}-strict`, [fault]);
      const run = await runRorkit(
        folder,
        ['--strict', '--connector', connector, ...fault.scenarios],
        `reports/${fault.id}-strict`,
      );
      expect(run.exitCode).toBe(3);
      expect(checksThat('fail', run.verdicts)).toEqual(expect.arrayContaining([...fault.warnings]));
    },
    120_000,
  );
});

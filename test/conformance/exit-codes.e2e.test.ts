import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePki } from '../../certs/ensure-pki.ts';
import { fault as documentedFault } from '../connectors/sends-ror-headers.ts';
import { fault as derivedFault } from '../connectors/two-operations.ts';
import { makeConnector } from './make-connector.ts';
import { runRorkit } from './run-command.ts';

const SCENARIO = 'feed/replace-available-beds';
const folder = mkdtempSync(join(tmpdir(), 'rorkit-exit-'));

beforeAll(async () => {
  await ensurePki({ dir: join(folder, '.rorkit', 'pki') });
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('rorkit run', () => {
  it('ends with 0 for the reference connector, and leaves three reports', async () => {
    const run = await runRorkit(folder, ['--reports', 'good', SCENARIO]);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    const missing = ['report.json', 'junit.xml', 'report.html'].filter(
      (name) => !existsSync(join(folder, 'good', name)),
    );
    expect(missing).toEqual([]);
  }, 60_000);

  it('ends with 3 and names the check for a connector that breaks a documented rule', async () => {
    const connector = makeConnector(folder, 'documented', [documentedFault]);
    const run = await runRorkit(folder, ['--reports', 'documented', '--connector', connector, SCENARIO]);
    expect(run.exitCode).toBe(3);
    expect(run.stdout).toMatch(/fail.*no-ror-headers/is);
    expect(run.stdout).toContain('NOT CONFORMANT');
  }, 60_000);

  it('ends with 0 and a named warning where the rule is only derived, and with 3 under --strict', async () => {
    const connector = makeConnector(folder, 'derived', [derivedFault]);
    const args = ['--reports', 'derived', '--connector', connector, SCENARIO];
    const lenient = await runRorkit(folder, args);
    expect(lenient.exitCode).toBe(0);
    expect(lenient.stdout).toContain('one-operation-a-body');
    expect(lenient.stdout).toMatch(/warn/i);
    const strict = await runRorkit(folder, ['--strict', ...args]);
    expect(strict.exitCode).toBe(3);
    expect(strict.stdout).toMatch(/fail.*one-operation-a-body/is);
  }, 60_000);

  it('ends with 4 and says why when the connector cannot start', async () => {
    const change = { file: 'connector.yaml', find: '[node, connector.mjs]', replace: '[no-such-program]' };
    const connector = makeConnector(folder, 'cannot-start', [change]);
    const run = await runRorkit(folder, ['--reports', 'cannot-start', '--connector', connector, SCENARIO]);
    expect(run.exitCode).toBe(4);
    expect(run.stdout + run.stderr).toContain('no-such-program');
  }, 60_000);

  it('ends with 2 and one line that says where, for a connector file with a mistake, and writes nothing', async () => {
    const change = { file: 'connector.yaml', find: 'lifetime:', replace: 'lifetme:' };
    const connector = makeConnector(folder, 'mistake', [change]);
    const run = await runRorkit(folder, ['--reports', 'mistake', '--connector', connector, SCENARIO]);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toMatch(/^rorkit: .*connector\.yaml:\d+:\d+.*lifetime.*\n$/);
    expect(existsSync(join(folder, 'mistake', 'report.json'))).toBe(false);
  }, 60_000);
});

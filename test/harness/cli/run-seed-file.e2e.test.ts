import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { reportSchema } from '../../../harness/model/report.ts';
import { runCommand } from '../../support/run-rorkit.ts';

vi.setConfig({ testTimeout: 180_000 });

const UNITS = [
  'finess;establishment;region;unit;unitName;field;capacityStatus;genderCapacityAvailable;nbCapacity',
  '99A000055;CH fictif;84;MED-1;Médecine;MCO;02;01;3',
  '99A000063;CH voisin;84;SMR-1;Réadaptation;SMR;02;02;5',
  '',
].join('\n');

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'rorkit-seed-file-'));
  writeFileSync(join(cwd, 'units.csv'), UNITS);
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

function textsBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('sqlite'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

test('scenarios run on the units of the user, what they lack is omitted with what is missing, and the file is kept', async () => {
  const args = ['feed/zero-beds', 'attempts/duplicated-location', '--seed-file', 'units.csv', '--lang', 'en'];
  const ended = await runCommand(['run', ...args], cwd);
  expect(ended.err + ended.out).toContain('the mock has no free Location of the kind "duplicated"');
  expect(ended.code).toBe(0);
  const { scenarios } = reportSchema.parse(JSON.parse(readFileSync(join(cwd, 'reports', 'report.json'), 'utf8')));
  expect(scenarios.map(({ id, status }) => `${id} ${status}`).toSorted()).toEqual([
    'attempts/duplicated-location omit',
    'feed/zero-beds pass',
  ]);
  const kept = textsBelow(join(cwd, '.rorkit', 'runs'));
  expect(kept).toContain('99A000055;CH fictif');
  expect(kept).toContain('199A000055/MED-1');
});

test.each([
  ['a file that is wrong', ['--seed-file', 'bad.csv'], 'bad.csv:2'],
  [
    'a mock that runs already',
    ['--seed-file', 'units.csv', '--mock', 'http://127.0.0.1:9'],
    '--seed-file goes without',
  ],
])('is refused with %s, before anything is started', async (_what, args, said) => {
  writeFileSync(join(cwd, 'bad.csv'), UNITS.replace('99A000055', '55'));
  writeFileSync(join(cwd, 'token'), 'x');
  const token = args.includes('--mock') ? ['--mock-token-file', 'token'] : [];
  const ended = await runCommand(['run', 'feed/zero-beds', ...args, ...token, '--lang', 'en'], cwd);
  expect(ended.code).toBe(2);
  expect(ended.err).toContain(said);
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { reportSchema } from '../../harness/model/report.ts';
import { runCommand } from '../support/run-rorkit.ts';

vi.setConfig({ testTimeout: 1_200_000 });

/** Not a tool that npm brings. */
const JAVAC = 'javac';

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));

/** Every scenario takes minutes: `npm test` runs one of each kind, `npm run proof` all of them. */
const IS_PROOF = process.env['RORKIT_PROOF'] === '1';
const SAMPLE = [
  'feed/several-records-of-one-unit',
  'attempts/unknown-location',
  'trust/self-signed-certificate',
  'trust/server-certificate-of-another-host',
  'time/unavailable-with-retry-after',
];

let base = '';

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'rorkit-languages-'));
});
afterAll(() => rmSync(base, { recursive: true }));

/** Whether a tool is there, at least in this version; else says why the test is left out. */
function has(tool: string, args: readonly string[], atLeast: number): boolean {
  const { stdout, stderr } = spawnSync(tool, args, { encoding: 'utf8' });
  const major = Number(/(\d+)(?:\.(\d+))?/.exec(`${stdout ?? ''}${stderr ?? ''}`)?.[atLeast < 10 ? 2 : 1] ?? 0);
  if (major >= atLeast) return true;
  console.warn(`left out: ${tool} is not there, or too old`);
  return false;
}

/** Compiled, as a product would be: a virtual machine that compiles the source at each start would take most of the time. */
function compiledJava(): string {
  const classes = join(base, 'classes');
  mkdirSync(classes);
  const source = join(EXAMPLES, 'java-connector', 'Connector.java');
  const made = spawnSync(JAVAC, ['-Xlint:all', '-Werror', '-d', classes, source], { encoding: 'utf8' });
  expect(made.stderr).toBe('');
  const file = readFileSync(join(EXAMPLES, 'java-connector', 'connector.yaml'), 'utf8');
  const compiled = file.replace('Connector.java]', `-cp, ${classes}, Connector]`);
  expect(compiled).not.toBe(file);
  writeFileSync(join(base, 'java.yaml'), compiled);
  return join(base, 'java.yaml');
}

/** What is not as it should be after the scenarios. */
async function faultsOf(connector: string): Promise<object> {
  const reports = join(base, 'reports');
  const scenarios = IS_PROOF ? [] : SAMPLE;
  const args = ['run', ...scenarios, '--connector', connector, '--seed', 'abc', '--lanes', '2', '--reports', reports];
  const { code, err } = await runCommand([...args, '--pki', join(base, 'pki')], base);
  const report = reportSchema.parse(JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8')));
  const verdicts = report.scenarios.flatMap((scenario) => scenario.verdicts);
  const bad = verdicts.filter(({ status, findings }) => !['pass', 'omit'].includes(status) || findings.length > 0);
  const isWhole = report.scenarios.length >= (IS_PROOF ? 50 : SAMPLE.length);
  return { code, err, isWhole, troubles: report.troubles, bad: bad.map(({ check, status }) => `${check} ${status}`) };
}

const NONE = { code: 0, err: '', isWhole: true, troubles: [], bad: [] };

test.runIf(has('python3', ['--version'], 9))('the Python connector passes without a warning', async () => {
  expect(await faultsOf(join(EXAMPLES, 'python-connector', 'connector.yaml'))).toEqual(NONE);
});

test.runIf(has(JAVAC, ['-version'], 17))('the Java connector passes without a warning', async () => {
  expect(await faultsOf(compiledJava())).toEqual(NONE);
});

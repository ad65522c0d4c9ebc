import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { reportSchema } from '../../../harness/model/report.ts';
import { readRun } from '../../../harness/store/read-run.ts';

// Each test starts processes; on a busy machine they take their time.
vi.setConfig({ testTimeout: 90_000 });

const RORKIT = new URL('../../../harness/cli/rorkit.js', import.meta.url).pathname;
const ONE = 'feed/replace-available-beds';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

let base = '';
let cwd = '';
let count = 0;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'rorkit-run-'));
});
afterAll(() => rmSync(base, { recursive: true }));
beforeEach(() => {
  cwd = join(base, String(++count));
  mkdirSync(cwd);
});

function rorkit(
  args: readonly string[],
  onOutput: (text: string, stop: (signal: NodeJS.Signals) => void) => void = () => {},
) {
  return new Promise<Ended>((resolve) => {
    const env = { ...process.env, LANG: 'C.UTF-8' };
    const child = spawn(process.execPath, [RORKIT, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const read = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      read.out += chunk;
      onOutput(read.out, (signal) => child.kill(signal));
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      read.err += chunk;
    });
    child.once('close', (code) => resolve({ code, ...read }));
  });
}

/** `rorkit run` with the test PKI of all these tests. */
function run(args: readonly string[], onOutput?: Parameters<typeof rorkit>[1]): Promise<Ended> {
  return rorkit(['run', '--pki', join(base, 'pki'), ...args], onOutput);
}

function connector(script: string, more = ''): string {
  writeFileSync(join(cwd, 'c.mjs'), script);
  const lines = ['contract: 1', 'name: under test', 'stimulus:', '  driver: command', '  command: [node, c.mjs]', more];
  writeFileSync(join(cwd, 'c.yaml'), `${lines.join('\n')}\n`);
  return 'c.yaml';
}

describe('a run that can be judged', () => {
  test('needs no configuration: the reference connector is conformant, and the three reports are there', async () => {
    const ended = await run([ONE, 'reconciliation']);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toContain('Result: CONFORMANT');
    const report = reportSchema.parse(JSON.parse(readFileSync(join(cwd, 'reports', 'report.json'), 'utf8')));
    expect(report.scenarios.map(({ id }) => id)).toEqual([ONE, 'reconciliation/a-day-of-two-units']);
    expect(report.counts).toMatchObject({ fail: 0, error: 0, skip: 0 });
    expect(report.counts.pass).toBeGreaterThan(10);
    expect(report.scenarios[0]?.timeline.some(({ kind }) => kind === 'exchange')).toBe(true);
    expect(readdirSync(join(cwd, 'reports')).toSorted()).toEqual(['junit.xml', 'report.html', 'report.json']);
    const stored = readRun(join(cwd, '.rorkit', 'runs', '1'));
    expect(stored).toMatchObject({ isFinished: true, isTorn: false });
    expect(existsSync(join(cwd, '.rorkit', 'runs', '1', 'inputs', 'manifest.json'))).toBe(true);
  });

  test('no token, key or password is in what it leaves in the reports', async () => {
    await run([ONE]);
    for (const name of readdirSync(join(cwd, 'reports'))) {
      const text = readFileSync(join(cwd, 'reports', name), 'utf8');
      expect(text).not.toMatch(/eyJ[\w-]{10,}\.[\w-]{10,}|PRIVATE KEY/);
    }
  });

  test('--json gives the report alone on stdout', async () => {
    const ended = await run([ONE, '--json', '--seed', 'abc']);
    expect(ended.code).toBe(0);
    expect(reportSchema.parse(JSON.parse(ended.out)).header.seed).toBe('abc');
    expect(ended.err).toContain('Result: CONFORMANT');
  });

  test('a connector that says done and sends nothing is not conformant', async () => {
    const ended = await run([ONE, '--connector', connector('process.stdin.resume();')]);
    expect(ended.code).toBe(3);
    expect(ended.out).toMatch(/FAIL +feed\/replace-available-beds/);
    expect(ended.out).toMatch(/✗ each-record-sent[\s\S]*Expected[\s\S]*To mend it/);
  });

  test('several lanes give the same verdicts, and the configuration file is read', async () => {
    writeFileSync(
      join(cwd, 'rorkit.config.yaml'),
      'lanes: 2\nscenarios: [feed/zero-beds, feed/delete-record]\nreports: out\nproduct: {name: P, version: "1", vendor: V}\n',
    );
    const ended = await run(['--json']);
    const report = reportSchema.parse(JSON.parse(ended.out));
    expect(ended.code).toBe(0);
    expect(report.header.product?.vendor).toBe('V');
    expect(report.scenarios.map(({ id }) => id).toSorted()).toEqual(['feed/delete-record', 'feed/zero-beds']);
    expect(existsSync(join(cwd, 'out', 'report.html'))).toBe(true);
  });
});

describe('a run that cannot be judged', () => {
  test.each([
    ['that cannot start', 'import "./missing.mjs";', '', 'cannot be started: exit 1: Error'],
    ['that hangs', 'setInterval(() => {}, 1000);', 'timing: { deadlineMs: 400 }', 'hangs: not done after 400 ms'],
    [
      'that prints a megabyte',
      "process.stdout.write('x'.repeat(1_100_000)); setInterval(() => {}, 1000);",
      '',
      'printed more than 1000000 bytes',
    ],
  ])('names a connector %s and ends with 4', async (...[, script, more, text]) => {
    const ended = await run([ONE, '--connector', connector(script, more)]);
    expect(ended.code).toBe(4);
    expect(ended.out).toContain(text);
    expect(ended.out).toContain('Result: NOT JUDGED');
  });

  test('Ctrl-C ends with 130 and leaves readable reports', async () => {
    const file = connector("console.log('here'); setInterval(() => {}, 1000);");
    let stopped = false;
    const ended = await run([ONE, '--connector', file], (out, stop) => {
      if (!stopped && out.includes('Connector: under test')) {
        stopped = true;
        stop('SIGINT');
      }
    });
    expect(ended.code).toBe(130);
    expect(ended.err).toContain('interrupted');
    const report = reportSchema.parse(JSON.parse(readFileSync(join(cwd, 'reports', 'report.json'), 'utf8')));
    expect(report).toMatchObject({ finishedAt: null, result: 'not-judged' });
  });
});

describe('wrong usage ends with 2, one line, and nothing written', () => {
  test.each([
    [['run', '--strikt'], 'unknown option --strikt (did you mean --strict?)'],
    [['run', 'feed/zero-bed'], 'unknown scenario "feed/zero-bed" (did you mean feed/zero-beds?)'],
    [['run', '--connector', 'nope.yaml'], 'nope.yaml: cannot be read (ENOENT)'],
    [['run', '--lanes', 'many'], '--lanes: expected a whole number from 1 to 16, seen "many"'],
    [['run', '--set', 'nope=1'], 'unknown setting nope'],
    [['run', '--mock', 'http://127.0.0.1:1'], '--mock needs --mock-token-file'],
    [['run', '--mock', 'notaurl'], 'prints as Control API, seen "notaurl"'],
    [['run', '--seed', ''], '--seed: expected 1 to 64 characters, seen ""'],
    [['run', '--config', 'bad.yaml'], 'bad.yaml:1:1 unknown key "reprots", expected "reports"'],
    [['--lang', 'fr', 'run', '--config', 'bad.yaml'], 'bad.yaml:1:1 clé inconnue "reprots" ; attendu : "reports"'],
    [['--lang', 'de', 'run'], '--lang: expected fr | en, seen "de"'],
    [['runn'], 'unknown command runn (did you mean run?)'],
    [['scenarios', 'show'], 'the argument <scenario> is missing'],
    [['scenarios', 'show', 'feed/nope'], 'unknown scenario "feed/nope"'],
  ])('%j', async (args, text) => {
    writeFileSync(join(cwd, 'bad.yaml'), 'reprots: out\n');
    const ended = await rorkit(args);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain(text);
    expect(ended.err.trimEnd().split('\n')).toHaveLength(1);
    expect(readdirSync(cwd)).toEqual(['bad.yaml']);
  });
});

test('rorkit scenarios lists and shows what it would run', async () => {
  const [list, json, show] = await Promise.all([
    rorkit(['scenarios', 'list']),
    rorkit(['scenarios', 'list', '--json']),
    rorkit(['--lang', 'fr', 'scenarios', 'show', ONE]),
  ]);
  expect(list.out).toContain(ONE);
  const ids = z
    .array(z.looseObject({ id: z.string() }))
    .parse(JSON.parse(json.out))
    .map(({ id }) => id);
  expect(ids.length).toBeGreaterThanOrEqual(10);
  expect(show.out).toMatch(/But : [\s\S]*Exigences :[\s\S]*Demandé au connecteur :[\s\S]*Vérifications :/);
  expect([list.code, json.code, show.code]).toEqual([0, 0, 0]);
});

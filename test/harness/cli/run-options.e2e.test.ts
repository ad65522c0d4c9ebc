import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Report } from '../../../harness/model/report.ts';
import { reportSchema } from '../../../harness/model/report.ts';
import type { CommandEnd, CommandOptions } from '../../support/run-rorkit.ts';
import { runCommand } from '../../support/run-rorkit.ts';

vi.setConfig({ testTimeout: 120_000 });

let base = '';
let cwd = '';
let count = 0;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'rorkit-options-'));
});
afterAll(() => rmSync(base, { recursive: true }));
beforeEach(() => {
  cwd = join(base, String(++count));
  mkdirSync(cwd);
});

function run(args: readonly string[], options?: CommandOptions): Promise<CommandEnd> {
  return runCommand(['run', '--pki', join(base, 'pki'), ...args], cwd, options);
}

function report(folder = 'reports'): Report {
  return reportSchema.parse(JSON.parse(readFileSync(join(cwd, folder, 'report.json'), 'utf8')));
}

/** A connector that takes every stimulus and sends nothing: it fails what must be sent. */
function silentConnector(): string {
  writeFileSync(join(cwd, 'c.mjs'), 'process.stdin.resume();');
  writeFileSync(
    join(cwd, 'c.yaml'),
    'contract: 1\nname: silent\nstimulus: { driver: command, command: [node, c.mjs] }\ntiming: { quietMs: 0 }\n',
  );
  return 'c.yaml';
}

describe('what is run', () => {
  test('--area and --grep narrow together; --grep reads titles of both languages', async () => {
    const ended = await run(['--area', 'feed', '--grep', '^Signaler .*nul|zero-beds', '--json']);
    expect(ended.code).toBe(0);
    expect(report().scenarios.map(({ id }) => id)).toEqual(['feed/zero-beds']);
  });

  test('--repeat runs each scenario as often, each attempt with its own number', async () => {
    const ended = await run(['feed/zero-beds', 'feed/delete-record', '--repeat', '2']);
    expect(ended.code).toBe(0);
    const { scenarios, header } = report();
    expect(scenarios.map(({ id }) => id).toSorted()).toEqual([
      'feed/delete-record',
      'feed/delete-record',
      'feed/zero-beds',
      'feed/zero-beds',
    ]);
    expect(new Set(scenarios.map(({ attempt }) => attempt)).size).toBe(4);
    expect(header.scenarios).toHaveLength(2);
    expect(scenarios.every(({ timeline }) => timeline.some(({ kind }) => kind === 'exchange'))).toBe(true);
    const html = readFileSync(join(cwd, 'reports', 'report.html'), 'utf8');
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test('--rerun failed runs what did not pass, with the same random choices', async () => {
    const file = silentConnector();
    const first = await run(['feed/zero-beds', '--connector', file, '--seed', 'abc']);
    expect(first.code).toBe(3);
    const again = await run(['--rerun', 'failed']);
    expect(again.code).toBe(0);
    expect(report().header).toMatchObject({ seed: 'abc', scenarios: ['feed/zero-beds'] });
    const none = await run(['--rerun', 'failed']);
    expect(none).toMatchObject({ code: 2, out: '' });
    expect(none.err).toContain('every scenario of run 2 passed');
  });

  test('time limits end a run that is readable and not judged', async () => {
    writeFileSync(join(cwd, 'c.mjs'), 'setTimeout(() => {}, 1500);');
    writeFileSync(
      join(cwd, 'c.yaml'),
      'contract: 1\nname: slow\nstimulus: { driver: command, command: [node, c.mjs] }\n',
    );
    const args = ['reconciliation', 'feed/several-units', '--connector', 'c.yaml'];
    const scenario = await run([...args, '--scenario-timeout', '1s']);
    expect(scenario.code).toBe(4);
    expect(scenario.out).toContain('1000 ms');
    const whole = await run([...args, '--run-timeout', '1s']);
    expect(whole.code).toBe(4);
    expect(report().troubles.map(({ code }) => code)).toContain('run-deadline');
  });
});

function states(of: Report): string[] {
  return of.coverage.map(({ requirement, state }) => `${requirement} ${state}`);
}

describe('a run over several machines', () => {
  const args = ['feed', '--area', 'feed', '--grep', '(zero|closed|forecast|reserved)-beds', '--seed', 'abc'];

  test('the parts are disjoint, and merged they are the whole', async () => {
    const ended = await Promise.all([
      run([...args, '--reports', 'whole']),
      run([...args, '--shard', '1/2', '--reports', 'one']),
      run([...args, '--shard', '2/2', '--reports', 'two']),
      run([...args, '--seed', 'xyz', '--shard', '2/2', '--reports', 'other']),
    ]);
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    const files = ['--merge', 'two/report.json', '--merge', 'one/report.json'];
    const merged = await runCommand(['report', ...files, '--format', 'json', '--out', 'merged/report.json'], cwd);
    expect(merged.code).toBe(0);
    const [all, together] = [report('whole'), report('merged')];
    expect(together.header.scenarios.toSorted()).toEqual(all.header.scenarios.toSorted());
    expect(together.header.scenarios.length).toBeGreaterThan(2);
    expect(together).toMatchObject({ result: 'conformant', counts: all.counts, coverage: expect.any(Array) });
    expect(states(together)).toEqual(states(all));

    const half = await runCommand(['report', '--merge', 'one/report.json'], cwd);
    expect(half.code).toBe(4);
    expect(half.out).toContain('The part 2/2 of the run is missing');
    const refusals: readonly (readonly [readonly string[], string])[] = [
      [['--merge', 'one/report.json', '--merge', 'one/report.json'], 'are the same part 1/2'],
      [['--merge', 'one/report.json', '--merge', 'whole/report.json'], 'whole/report.json is no part of a run'],
      [['--merge', 'one/report.json', '1'], '--merge takes files only'],
      [['--merge', 'none.json'], 'none.json: cannot be read (ENOENT)'],
    ];
    for (const [given, text] of refusals) {
      const refused = await runCommand(['report', ...given], cwd);
      expect(refused).toMatchObject({ code: 2, out: '' });
      expect(refused.err).toContain(text);
    }
    const other = await runCommand(['report', '--merge', 'one/report.json', '--merge', 'other/report.json'], cwd);
    expect(other.code).toBe(2);
    expect(other.err).toContain('"seed" differs');
  });
});

describe('failures that are known', () => {
  const CHECK = 'feed/zero-beds#each-record-sent';
  const expect3 = (until: string): string => `- { check: '${CHECK}', reason: known, until: ${until} }\n`;

  test('keep the run from failing until their day, and the report stays what it is', async () => {
    const file = silentConnector();
    await run(['feed/zero-beds', '--connector', file]);
    const failed = report().scenarios.flatMap(({ verdicts }) => verdicts.filter(({ status }) => status === 'fail'));
    const known = failed.map(({ check }) => `- { check: '${check}', reason: known, until: 2999-12-31 }`).join('\n');
    writeFileSync(join(cwd, 'known.yaml'), `${known}\n`);
    const ended = await run(['feed/zero-beds', '--connector', file, '--expected-failures', 'known.yaml']);
    expect(ended.code).not.toBe(3);
    expect(ended.out).toContain(`Failed as expected until 2999-12-31: ${CHECK} (known)`);
    expect(report().result).toBe('not-conformant');
  });

  test.each([
    ['one whose day has passed fails', true, '2020-01-01', 3, 'which has passed'],
    ['one that passes fails', false, '2999-12-31', 3, 'Expected to fail, and passed'],
  ])('%s', async (...[, isSilent, until, code, text]) => {
    writeFileSync(join(cwd, 'known.yaml'), expect3(until));
    const connector = isSilent ? ['--connector', silentConnector()] : [];
    const ended = await run(['feed/zero-beds', ...connector, '--expected-failures', 'known.yaml']);
    expect(ended.code).toBe(code);
    expect(ended.out).toContain(text);
  });

  test.each([
    ["- { check: 'feed/zero-beds#each-record-sen', reason: x, until: 2999-01-01 }", 'known.yaml:1:12'],
    [`- { check: '${CHECK}', until: 2999-01-01 }`, 'known.yaml:1:3'],
    [`- { check: '${CHECK}', reason: x, until: tomorrow }`, 'known.yaml:1:'],
    [expect3('2999-01-01').repeat(2), 'stands twice'],
    ['{}', 'known.yaml:1:1'],
  ])('a mistake in the file is named with its place: %s', async (text, place) => {
    writeFileSync(join(cwd, 'known.yaml'), text);
    const ended = await run(['feed/zero-beds', '--expected-failures', 'known.yaml']);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain(place);
    expect(existsSync(join(cwd, '.rorkit', 'runs'))).toBe(false);
  });
});

test('two runs at the same time share the folder of the reports: what stands there is of one of them', async () => {
  const ended = await Promise.all([run(['feed/zero-beds']), run(['feed/delete-record'])]);
  expect(ended.map(({ code }) => code)).toEqual([0, 0]);
  const { header } = report();
  const folder = join(cwd, 'reports');
  expect(readFileSync(join(folder, 'junit.xml'), 'utf8')).toContain(header.scenarios[0]);
  expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain(header.scenarios[0]);
  expect(readdirSync(folder).toSorted()).toEqual(['junit.xml', 'report.html', 'report.json']);
  expect(readdirSync(join(cwd, '.rorkit', 'runs')).toSorted()).toEqual(['1', '2']);
});

describe('a mistake in an option ends with 2, one line, and nothing written', () => {
  test.each([
    [['--grep', '('], '--grep: expected a regular expression, seen "("'],
    [['--grep', 'nothing-is-called-so'], 'no scenario is left'],
    [['--area', 'feeed'], '--area: unknown area "feeed"'],
    [['--rerun', 'passed'], '--rerun: expected failed, seen "passed"'],
    [['--rerun', 'failed'], 'no run'],
    [['--repeat', '0'], '--repeat: expected a whole number from 1 to 1000'],
    [['--shard', '3/2'], '--shard: expected i/n with i from 1 to n'],
    [['--shard', '2'], '--shard: expected i/n'],
    [['feed/zero-beds', '--shard', '2/2'], 'no scenario is left'],
    [['--expected-failures', 'none.yaml'], 'none.yaml: cannot be read (ENOENT)'],
    [['--scenario-timeout', '5'], '--scenario-timeout: expected a time from 1s to 24h'],
    [['--run-timeout', '25h'], '--run-timeout: expected a time from 1s to 24h'],
    [['--connector', 'http.yaml'], 'rorkit does not start this connector'],
    [['--connector', 'start.yaml', '--lanes', '2'], 'has one lane'],
    [['--connector', 'claims.yaml'], 'claims.yaml:4:30 unknown requirement "ROR-NOPE"'],
  ])('%j', async (args, text) => {
    const command = 'stimulus: { driver: command, command: [node, c.mjs] }\n';
    writeFileSync(
      join(cwd, 'http.yaml'),
      'contract: 1\nname: h\nstimulus: { driver: http, url: "http://localhost:1/" }\n',
    );
    writeFileSync(
      join(cwd, 'start.yaml'),
      `contract: 1\nname: h\n${command}start: { command: [a] }\nready: { tcp: "x:1" }\n`,
    );
    writeFileSync(
      join(cwd, 'claims.yaml'),
      `contract: 1\nname: h\n${command}capabilities: { notClaimed: [ROR-NOPE] }\n`,
    );
    const ended = await runCommand(['run', ...args], cwd);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain(text);
    expect(ended.err.trimEnd().split('\n')).toHaveLength(1);
    expect(readdirSync(cwd).toSorted()).toEqual(['claims.yaml', 'http.yaml', 'start.yaml']);
  });
});

test('a required rule that is not claimed ends with 4 and heads the report "partial"', async () => {
  writeFileSync(join(cwd, 'c.yaml'), referenceWith('capabilities: { notClaimed: [ROR-FEED-ALL-SENT] }\n'));
  const ended = await run(['feed/zero-beds', '--connector', 'c.yaml']);
  expect(ended.code).toBe(4);
  expect(ended.out).toContain(
    'PARTIAL: the connector file declares these required rules as not offered: ROR-FEED-ALL-SENT',
  );
  expect(readFileSync(join(cwd, 'reports', 'report.html'), 'utf8')).toContain('PARTIAL');
});

function referenceWith(more: string): string {
  const script = new URL('../../../examples/reference-connector/connector.mjs', import.meta.url).pathname;
  return `contract: 1\nname: reference\nstimulus: { driver: command, command: [node, ${script}] }\n${more}`;
}

import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { reportSchema } from '../../../harness/model/report.ts';
import { buildReport } from '../../../harness/model/report-model.ts';
import { renderJson } from '../../../harness/report/json.ts';
import { RunStore } from '../../../harness/store/run-store.ts';
import { runCommand } from '../../support/run-rorkit.ts';
import { SAMPLE_REQUIREMENTS, sampleEvents, sampleReport } from '../../support/sample-run.ts';

// Each test starts processes; on a busy machine they take their time.
vi.setConfig({ testTimeout: 90_000 });

let base = '';
let cwd = '';
let count = 0;

beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'rorkit-report-')));
});
afterAll(() => rmSync(base, { recursive: true }));
beforeEach(() => {
  cwd = join(base, String(++count));
  mkdirSync(cwd);
});

const rorkit = (args: readonly string[]) => runCommand(args, cwd);

/** Makes a run as `rorkit run` leaves it. */
function storeRun(options: { readonly hasReport: boolean }): string {
  const store = RunStore.open(join(cwd, '.rorkit'));
  for (const event of sampleEvents()) store.record(event);
  if (options.hasReport) writeFileSync(join(store.folder, 'report.json'), renderJson(sampleReport()));
  return store.folder;
}

test('a real run is reported again just as it was, and its connector file is named without the machine', async () => {
  writeFileSync(join(cwd, 'c.mjs'), 'process.stdin.resume();');
  const lines = ['contract: 1', 'name: under test', 'stimulus:', '  driver: command', '  command: [node, c.mjs]'];
  writeFileSync(join(cwd, 'c.yaml'), `${lines.join('\n')}\n`);
  const ran = await rorkit(['run', 'feed/replace-available-beds', '--connector', join(cwd, 'c.yaml')]);
  expect(ran.code).toBe(3);
  expect(ran.out).toContain('Connector: under test (c.yaml, by a command that rorkit starts)');
  const left = (name: string): string => readFileSync(join(cwd, 'reports', name), 'utf8');
  const [json, junit, html, markdown] = await Promise.all([
    rorkit(['report', '--format', 'json']),
    rorkit(['report', '1', '--format', 'junit']),
    rorkit(['report', '--from', join('reports', 'report.json'), '--format', 'html']),
    rorkit(['report', '--lang', 'fr']),
  ]);
  expect([json.code, junit.code, html.code, markdown.code]).toEqual([0, 0, 0, 0]);
  expect(JSON.parse(json.out)).toEqual(JSON.parse(left('report.json')));
  expect(reportSchema.parse(JSON.parse(json.out)).header.connector.file).toBe('c.yaml');
  expect(junit.out).toBe(left('junit.xml'));
  expect(html.out).toBe(left('report.html'));
  expect(markdown.out).toContain('**Non conforme**');
  expect(markdown.out).not.toContain(cwd);
});

test('rorkit report writes a file, and takes the newest run', async () => {
  storeRun({ hasReport: false });
  storeRun({ hasReport: true });
  const ended = await rorkit(['report', '--format', 'ctrf', '--out', 'out/ctrf.json']);
  expect(ended).toMatchObject({ code: 0, out: 'Written: out/ctrf.json\n', err: '' });
  expect(JSON.parse(readFileSync(join(cwd, 'out', 'ctrf.json'), 'utf8'))).toMatchObject({ reportFormat: 'CTRF' });
});

test('rorkit report writes a PDF for the meeting and a TestReport, in the language asked for', async () => {
  storeRun({ hasReport: true });
  const [pdf, testReport] = await Promise.all([
    rorkit(['--lang', 'fr', 'report', '--format', 'pdf', '--out', 'rapport.pdf']),
    rorkit(['--lang', 'fr', 'report', '--format', 'testreport']),
  ]);
  expect(pdf).toMatchObject({ code: 0, out: 'Écrit : rapport.pdf\n', err: '' });
  expect(readFileSync(join(cwd, 'rapport.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  expect(testReport).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(testReport.out)).toMatchObject({ resourceType: 'TestReport', language: 'fr', result: 'fail' });
});

test('rorkit diff ends with 0 when nothing got worse, with 3 when something did', async () => {
  storeRun({ hasReport: true });
  const events = sampleEvents().filter((one) => one.type !== 'scenario-judged' || one.scenario.area !== 'trust');
  const part = buildReport({ events, requirements: SAMPLE_REQUIREMENTS, excerpts: [] });
  writeFileSync(join(cwd, 'part.json'), JSON.stringify(part));
  const [same, worse, json, french] = await Promise.all([
    rorkit(['diff', '1', '1']),
    rorkit(['diff', 'part.json', '1']),
    rorkit(['diff', 'part.json', '1', '--json']),
    rorkit(['--lang', 'fr', 'diff', '1', 'part.json']),
  ]);
  expect(same).toMatchObject({ code: 0, err: '' });
  expect(same.out).toContain('Nothing got worse.');
  expect(worse).toMatchObject({ code: 3, err: '' });
  expect(worse.out).toContain('trust/unlisted#no-api-call: not run → skip');
  expect(json.code).toBe(3);
  expect(JSON.parse(json.out)).toMatchObject({ format: 'rorkit-diff', version: 1, isWorse: true });
  expect(french.code).toBe(0);
  expect(french.out).toContain('Scénarios qui n’ont plus été exécutés :');
});

describe('a run or file that cannot be relied on ends with 2 and one line', () => {
  test.each([
    [['report', '3'], 'there is no run 3 in .rorkit (the runs there: 1, 2)'],
    [['report', '2'], 'run 2 has no report: it was ended before it could write one'],
    [['report'], 'run 2 has no report'],
    [['diff', '2', '1'], 'run 2 has no report'],
    [['report', '1'], '.rorkit/runs/1/report.json: was changed after it was made, at scenarios'],
    [['report', '--from', 'cut.json'], 'cut.json: is cut short, or no report.json'],
    [['report', '--from', 'old.json'], 'old.json: is a report of version 0; this rorkit reads version 1'],
    [['--lang', 'fr', 'report', '--from', 'old.json'], 'old.json : rapport de version 0'],
    [['diff', 'old.json', '1'], 'old.json: is a report of version 0'],
    [['report', '--from', 'nope.json'], 'nope.json: cannot be read (ENOENT)'],
    [['report', 'old.json'], '"old.json" is not the number of a run (a file is named with --from)'],
    [['report', '1', '--from', 'old.json'], 'name a run or --from, not both'],
    [
      ['report', '--format', 'doc'],
      '--format: expected json | junit | html | markdown | ctrf | pdf | testreport, seen "doc"',
    ],
    [['report', '--format', 'pdf'], '--format pdf writes a file: name it with --out'],
    [['diff', '1'], 'the argument <after> is missing'],
    [['report', '--config', 'empty.yaml'], 'there is no run in nothing yet'],
  ])('%j', async (args, text) => {
    const first = join(storeRun({ hasReport: true }), 'report.json');
    writeFileSync(first, readFileSync(first, 'utf8').replace('after 40 ms', 'after 4 s'));
    storeRun({ hasReport: false });
    writeFileSync(join(cwd, 'cut.json'), renderJson(sampleReport()).slice(0, 900));
    writeFileSync(join(cwd, 'old.json'), JSON.stringify({ ...sampleReport(), version: 0 }));
    writeFileSync(join(cwd, 'empty.yaml'), 'data: nothing\n');
    const ended = await rorkit(args);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain(text);
    expect(ended.err.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(join(cwd, 'nothing'))).toBe(false);
  });
});

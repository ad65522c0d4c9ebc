import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { reportSchema } from '../../../harness/model/report.ts';
import { runCommand } from '../../support/run-rorkit.ts';
import type { CommandEnd } from '../../support/run-rorkit.ts';
import { enterInProduct, freePort, readTask } from '../../support/scripted-operator.ts';
import type { ReadTask } from '../../support/scripted-operator.ts';

// Each test starts processes; on a busy machine they take their time.
vi.setConfig({ testTimeout: 180_000 });

const DAEMON = fileURLToPath(new URL('../../../examples/daemon-connector/connector.mjs', import.meta.url));
const PROMPT = '[Enter] when all of it';

let base = '';

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'rorkit-manual-'));
});
afterAll(() => rmSync(base, { recursive: true }));

interface Given {
  readonly file: string;
  readonly port: number;
}

/** A product that rorkit starts, and whose changes a person enters. */
async function product(name: string, more = ''): Promise<Given> {
  const port = await freePort();
  const file = join(base, `${name}.yaml`);
  const lines = [
    'contract: 1',
    'name: product worked by hand',
    `start: { command: [${process.execPath}, ${DAEMON}], instances: [{ name: main, environment: { DEMO_PORT: '${port}' } }] }`,
    `ready: { http: 'http://127.0.0.1:${port}/health' }`,
    `reset: { http: { url: 'http://127.0.0.1:${port}/forget' } }`,
    'timing: { quietMs: 400, deadlineMs: 20000, retryEveryMs: 1000 }',
    'mapping: { establishments: { 99A000014: HOSP-1, 99A000022: HOSP-2 } }',
    more === '' ? 'stimulus: { driver: manual }' : more,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  return { file, port };
}

/** What the operator does at a prompt: gives the line that is typed then. */
type Act = (task: ReadTask) => Promise<string> | string;

/** `rorkit run` with an operator who reads the terminal and acts at each prompt. */
async function runWith({ file }: Given, asked: readonly string[], answer: Act) {
  const reports = join(base, `reports-${Math.random()}`);
  const args = ['run', ...asked, '--connector', file, '--pki', join(base, 'pki'), '--reports', reports, '--seed', '1'];
  let answered = 0;
  let troubles = '';
  const ended = await runCommand(args, base, {
    onOutput: (text, act) => {
      const prompts = text.split(PROMPT).length - 1;
      if (prompts <= answered) return;
      answered = prompts;
      const task = readTask(text.slice(0, text.lastIndexOf(PROMPT)));
      Promise.resolve(answer(task))
        .then((line) => act.type(line))
        .catch((error: unknown) => {
          troubles += String(error);
          act.type('s the test failed');
        });
    },
  });
  expect(troubles).toBe('');
  return { ended, report: reportOf(ended, reports) };
}

function reportOf(ended: CommandEnd, reports: string) {
  try {
    return reportSchema.parse(JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8')));
  } catch (error) {
    throw new Error(`${String(error)}\n${ended.out}\n${ended.err}`, { cause: error });
  }
}

test('a person who enters what the terminal says drives a product through scenarios, and it is conformant', async () => {
  const given = await product('passes');
  const scenarios = ['feed/several-records-of-one-unit', 'feed/delete-record', 'time/unchanged-keeps-its-date'];
  const act: Act = async (task) => {
    await enterInProduct(task, given.port);
    return '';
  };
  const { ended, report } = await runWith(given, [...scenarios, '--strict'], act);
  expect(ended).toMatchObject({ code: 0, err: '' });
  expect(report.scenarios.map(({ id, status }) => `${id} ${status}`).toSorted()).toEqual(
    scenarios.map((id) => `${id} pass`).toSorted(),
  );
  // The product dated the changes itself, and that is judged too.
  const dates = report.scenarios.flatMap(({ verdicts }) =>
    verdicts.filter(({ slug }) => slug === 'update-date-is-source-time'),
  );
  expect(dates.map(({ status }) => status)).toContain('pass');
  expect(ended.out).toContain('Lit · Disponible · Courant');
  expect(ended.out).toMatch(/in the product: HOSP-\d/);
});

test('a scenario that the operator skips is not judged, says why, and does not fail', async () => {
  const given = await product('skips');
  const { ended, report } = await runWith(given, ['feed/zero-beds'], () => 's no such screen');
  expect(ended.code).toBe(4);
  expect(report.scenarios.flatMap(({ troubles }) => troubles)).toMatchObject([
    { code: 'operator-skipped', detail: 'no such screen' },
  ]);
  const statuses = new Set(report.scenarios.flatMap(({ verdicts }) => verdicts.map(({ status }) => status)));
  expect([...statuses]).toEqual(expect.arrayContaining(['skip']));
  expect(statuses.has('fail')).toBe(false);
});

test('what is not understood is asked again, and the answer after it counts', async () => {
  const given = await product('asks-again');
  const answers = ['yes?', '?'];
  const act: Act = async (task) => {
    const first = answers.shift();
    if (first !== undefined) return first;
    await enterInProduct(task, given.port);
    return '';
  };
  const { ended } = await runWith(given, ['feed/zero-beds'], act);
  expect(ended).toMatchObject({ code: 0, err: '' });
  expect(ended.out).toContain('"yes?" is not understood');
});

test('an operator who does not answer in time ends the run without a verdict', async () => {
  const given = await product('away', 'stimulus: { driver: manual, operatorMs: 300 }');
  const { ended, report } = await runWith(
    given,
    ['feed/zero-beds', 'feed/comment'],
    () => new Promise(() => undefined),
  );
  expect(ended.code).toBe(4);
  expect(report.scenarios.flatMap(({ troubles }) => troubles.map(({ code }) => code))).toEqual(['operator-away']);
});

test('when the answers end before the run, the rest is not judged', async () => {
  const { file } = await product('ends');
  const ended = await runCommand(['run', 'feed/zero-beds', '--connector', file, '--pki', join(base, 'pki')], base);
  expect(ended.code).toBe(4);
  expect(ended.out).toContain('Nobody can be asked');
});

test('an interrupted operator leaves a report, and the command ends with 130', async () => {
  const given = await product('interrupted');
  const args = ['run', 'feed/zero-beds', '--connector', given.file, '--pki', join(base, 'pki')];
  let stopped = false;
  const ended = await runCommand(args, base, {
    onOutput: (text, act) => {
      if (stopped || !text.includes(PROMPT)) return;
      stopped = true;
      act.stop('SIGINT');
    },
  });
  expect(ended.code).toBe(130);
  expect(ended.err).toContain('interrupted');
});

test('several lanes are refused: there is one operator', async () => {
  const { file } = await product('lanes');
  const ended = await runCommand(['run', '--connector', file, '--lanes', '2'], base);
  expect(ended.code).toBe(2);
});

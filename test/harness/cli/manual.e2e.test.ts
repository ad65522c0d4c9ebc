import { createHash } from 'node:crypto';
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
  /** What the operator types at the other prompts; nothing by default. */
  readonly says?: Readonly<Record<string, string>>;
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
async function runWith({ file, says = {} }: Given, asked: readonly string[], answer: Act) {
  const reports = join(base, `reports-${Math.random()}`);
  const args = ['run', ...asked, '--connector', file, '--pki', join(base, 'pki'), '--reports', reports, '--seed', '1'];
  const prompts =
    /\[Enter\] when all of it|\[y\|n\] and a note|Who attests this\?|Version that is deployed|File that backs it/g;
  let answered = 0;
  let troubles = '';
  const ended = await runCommand(args, base, {
    onOutput: (text, act) => {
      const seen = [...text.matchAll(prompts)].map(([prompt]) => prompt);
      if (seen.length <= answered) return;
      answered = seen.length;
      const [attested = ''] = [says[seen.at(-1) ?? '']].flat();
      const doing = seen.at(-1) === PROMPT ? answer(readTask(text.slice(0, text.lastIndexOf(PROMPT)))) : attested;
      Promise.resolve(doing)
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

const REFUSED = 'attempts/unknown-location';

/** The verdict about reporting, with the ids of the checks that failed. */
function reporting({ scenarios }: Awaited<ReturnType<typeof runWith>>['report']) {
  const verdicts = scenarios.flatMap((scenario) => scenario.verdicts);
  return {
    reported: verdicts.find(({ slug }) => slug === 'refusal-reported')?.status,
    failing: verdicts.filter(({ status }) => status === 'fail').map(({ slug }) => slug),
  };
}

function entering({ port }: Given): Act {
  return async (task) => {
    await enterInProduct(task, port);
    return '';
  };
}

test('an operator who attests that nothing showed the refusal fails exactly that check', async () => {
  const given = {
    ...(await product('says-no')),
    says: { '[y|n] and a note': 'n nothing at all', 'Who attests this?': 'duty' },
  };
  const { ended, report } = await runWith(given, [REFUSED], entering(given));
  expect(ended.code).toBe(3);
  expect(reporting(report)).toEqual({ reported: 'fail', failing: ['refusal-reported'] });
  expect(ended.out).toContain('the ROR does not know the unit (404)');
});

test('one who attests that it was shown passes it; note and file are kept with their hash, also in a pack', async () => {
  writeFileSync(join(base, 'screen.txt'), 'The ROR does not know this unit.\n');
  const says = { '[y|n] and a note': 'y red banner', 'Who attests this?': 'duty', 'File that backs it': 'screen.txt' };
  const given = { ...(await product('says-yes')), says };
  const { ended, report } = await runWith(given, [REFUSED], entering(given));
  expect(ended).toMatchObject({ code: 0, err: '' });
  expect(reporting(report)).toEqual({ reported: 'pass', failing: [] });
  const notes = report.scenarios.flatMap(({ timeline }) =>
    timeline.flatMap((item) => (item.kind === 'note' && item.entry === 'attestation' ? [item.detail] : [])),
  );
  const sha256 = createHash('sha256').update('The ROR does not know this unit.\n').digest('hex');
  expect(notes.join()).toContain(sha256);
  expect(notes.join()).toContain('red banner');
  const { run } = report.header;
  const pack = await runCommand(['evidence', String(run), '--out', `pack-${run}.zip`], base);
  expect(pack).toMatchObject({ code: 0, err: '' });
  const verified = await runCommand(['verify', `pack-${run}.zip`], base);
  expect(verified.out).toContain('Files that back attestations: 1');
});

test('what is attested in a file is not asked, and says no where it says no', async () => {
  const given = await product('from-a-file');
  const said = ['attestations:', '  - { question: refusal-reported, answer: no, by: duty, on: 2026-01-15 }'];
  const file = join(base, 'attested.yaml');
  writeFileSync(file, said.join('\n'));
  const { ended, report } = await runWith(given, [REFUSED, '--attestations', file], entering(given));
  expect(ended.code).toBe(3);
  expect(ended.out).not.toContain('[y|n]');
  expect(reporting(report)).toEqual({ reported: 'fail', failing: ['refusal-reported'] });
});

test('a file of attestations with a mistake is refused with its place', async () => {
  writeFileSync(
    join(base, 'wrong.yaml'),
    'attestations:\n  - { question: refusal-reported, answer: maybe, by: me, on: 2026-01-15 }\n',
  );
  const ended = await runCommand(['run', '--attestations', 'wrong.yaml'], base);
  expect(ended.code).toBe(2);
  expect(ended.err).toMatch(/wrong\.yaml:2:\d+.*answer/);
});

test('what only a person can attest before going live is asked too; another version than the one tested is a no', async () => {
  writeFileSync(join(base, 'live.config.yaml'), 'product: { name: P, version: "4.2", vendor: V }\n');
  const says = {
    '[y|n] and a note': 'y the duty desk, within 15 minutes',
    'Version that is deployed': '4.3',
    'Who attests this?': 'head of operations',
  };
  const given = { ...(await product('goes-live')), says };
  const ids = ['go-live/alert-when-the-feed-stops', 'go-live/tested-version-deployed'];
  const { ended, report } = await runWith(given, [...ids, '--config', 'live.config.yaml'], () => '');
  expect(ended).toMatchObject({ code: 0, err: '' });
  const findings = report.scenarios.flatMap(({ verdicts }) =>
    verdicts.map(({ findings: own }) => own.map(({ seen }) => seen)),
  );
  expect(findings).toEqual([[], ['head of operations: no, 4.3 ≠ 4.2; the duty desk, within 15 minutes']]);
  const { run } = report.header;
  const pack = await runCommand(['evidence', String(run), '--out', `pack-${run}.zip`], base);
  expect(pack).toMatchObject({ code: 0, err: '' });
  const verified = await runCommand(['verify', `pack-${run}.zip`], base);
  expect(verified.code, verified.out + verified.err).toBe(0);
});

test('without anybody who attests, what only a person can say does not apply', async () => {
  const args = ['run', 'go-live', '--pki', join(base, 'pki'), '--reports', 'nobody', '--strict'];
  const ended = await runCommand(args, base);
  expect(ended).toMatchObject({ code: 0, err: '' });
  expect(ended.out).toContain('1 passed, 2 not applicable');
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ensurePki } from '../../../certs/ensure-pki.ts';
import type { Pki } from '../../../certs/pki.ts';
import { createDriver } from '../../../harness/drivers/create-driver.ts';
import { connectorFileSchema } from '../../../harness/drivers/connector-schema.ts';
import { judgeAttempt } from '../../../harness/judge/judge-attempt.ts';
import type { RunEvent } from '../../../harness/model/run-event.ts';
import { UNARMED } from '../../../harness/model/scenario-arming.ts';
import type { Scenario } from '../../../harness/model/scenario.ts';
import type { Lane, RunOptions } from '../../../harness/runner/lane.ts';
import { loadRequirements } from '../../../harness/runner/load-requirements.ts';
import { runPlan } from '../../../harness/runner/run-plan.ts';
import { RUN_DEADLINE } from '../../../harness/runner/stop-reason.ts';
import { readWorldFacts } from '../../../harness/runner/world-facts.ts';
import type { JournalEntry } from '../../../journal/entry.ts';
import { createKernel } from '../../../mev3/create-kernel.ts';
import type { MockRor } from '../../../mock-server/index.ts';
import { startMockRor } from '../../../mock-server/index.ts';
import { SAMPLE_HEADER, sampleScenario } from '../../support/sample-run.ts';

let base = '';
let folder = '';
let pki: Pki;
let mock: MockRor;
let run = 0;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'rorkit-runner-'));
  pki = await ensurePki({ dir: join(base, 'pki'), keyType: 'ec' });
});
afterAll(() => rmSync(base, { recursive: true }));
beforeEach(async () => {
  folder = join(base, `run-${++run}`);
  mkdirSync(folder);
  mock = await startMockRor({ pki });
});
afterEach(() => mock.close());

/** A scenario whose one check judges that the connector reports a refusal: needs no network to be judged or skipped. */
function scenario(id: string, changes: Partial<Scenario> = {}): Scenario {
  return { ...sampleScenario(id, []), checks: [check('no-ror-headers')], ...changes };
}

function check(use: string): Scenario['checks'][number] {
  return { use, slug: use, with: {}, needs: [] };
}

interface Driven {
  readonly events: RunEvent[];
  readonly journal: readonly JournalEntry[];
  readonly kept: Map<number, readonly JournalEntry[]>;
}

/** Runs scenarios with a connector made of this JavaScript. */
async function drive(
  script: string,
  scenarios: readonly Scenario[],
  given: Partial<RunOptions> & { readonly deadlineMs?: number } = {},
): Promise<Driven> {
  const program = join(folder, 'connector.mjs');
  writeFileSync(program, script);
  const { deadlineMs = 10_000, signal = new AbortController().signal, ...changes } = given;
  const file = connectorFileSchema.parse({
    contract: 1,
    name: 'test',
    stimulus: { driver: 'command', command: [process.execPath, program] },
    timing: { quietMs: 0, deadlineMs },
    stop: { graceMs: 200 },
  });
  const requirements = await loadRequirements();
  if (!requirements.ok) throw new Error('the table of requirements is broken');
  const events: RunEvent[] = [];
  const kept: Driven['kept'] = new Map();
  let attempts = 0;
  const lane: Lane = {
    number: 1,
    mock,
    driver: createDriver({ file, folder, inherited: process.env, traffic: mock, interrupted: signal }),
    facts: await readWorldFacts(mock, pki),
    stateDir: join(folder, 'state'),
    settings: {},
  };
  const options: RunOptions = {
    scenarios,
    seed: 'test',
    timing: file.timing,
    scenarioDeadlineMs: 60_000,
    runDeadlineMs: 60_000,
    bail: false,
    signal,
    nextAttempt: () => ++attempts,
    outputFile: (attempt) => join(folder, `${attempt}.log`),
    judge: ({ trouble, ...attempt }) =>
      judgeAttempt({
        ...attempt,
        ...(trouble === null ? {} : { trouble }),
        kernel: createKernel(),
        requirements: requirements.value,
        strict: false,
        timing: file.timing,
      }),
    emit: (event) => events.push(event),
    keepEntries: (_, attempt, entries) => kept.set(attempt, entries),
    ...changes,
  };
  await runPlan(SAMPLE_HEADER, [lane], options);
  return { events, journal: await mock.readJournal(), kept };
}

function types(events: readonly RunEvent[]): string[] {
  return events.map((event) => (event.type === 'connector-trouble' ? `trouble ${event.code}` : event.type));
}

function statuses(events: readonly RunEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === 'scenario-judged'
      ? event.verdicts.map(({ status, skip }) => `${status} ${skip?.reason ?? ''}`.trim())
      : [],
  );
}

/** Opens a TLS connection to the API, so that something happened on the network, and ends as told. */
const TOUCH = `
  import { connect } from 'node:tls';
  import { readFileSync } from 'node:fs';
  const { port } = new URL(process.env.ROR_API_BASE);
  const socket = connect({ host: 'localhost', port, ca: readFileSync(process.env.ROR_CA_FILE) }, () => socket.end());
  socket.on('close', () => { process.exitCode = 10; });
`;

describe('one scenario', () => {
  test('stands between two marks of the journal, with its stimuli and exits between them', async () => {
    const { events, journal, kept } = await drive(TOUCH, [scenario('feed/one')]);
    const judged = events.find((event) => event.type === 'scenario-judged');
    const entries = kept.get(1) ?? [];
    expect(entries.map((entry) => entry.seq)).toEqual(
      journal.map((entry) => entry.seq).filter((seq) => seq >= entries[0]!.seq && seq <= entries.at(-1)!.seq),
    );
    expect(judged?.journal).toEqual({ from: entries[0]?.seq, to: entries.at(-1)?.seq });
    const marks = entries.map((entry) => (entry.kind === 'mark' ? entry.mark : entry.kind));
    expect(marks[0]).toBe('scenario-start');
    expect(marks.at(-1)).toBe('scenario-end');
    const order = ['armed', 'stimulus', 'connector-exit', 'settled'].map((what) =>
      marks.findIndex((one) => one === what),
    );
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
    expect(entries.find((entry) => entry.kind === 'connector-exit')).toMatchObject({ result: 'refused', exitCode: 10 });
  });

  test('is judged when the connector did something, and skips what it did not do', async () => {
    const { events } = await drive(TOUCH, [scenario('feed/one')]);
    expect(types(events)).toEqual(['run-started', 'scenario-started', 'scenario-judged', 'run-finished']);
    expect(statuses(events)).toEqual(['skip nothing-sent']);
  });

  test('a place that the mock does not have is a skip, never a failure', async () => {
    const units: Scenario['units'] = Array.from({ length: 9 }, (_, index) => ({
      alias: `u${index}`,
      place: 'duplicated',
      records: [],
    }));
    const { events } = await drive(TOUCH, [scenario('feed/one', { units })]);
    expect(statuses(events)).toEqual(['skip lacks-free-location']);
  });

  test('a failure of our own is an error, with its stack, and the run goes on', async () => {
    const reset = mock.reset.bind(mock);
    let calls = 0;
    mock.reset = () => (++calls === 1 ? Promise.reject(new Error('disk full')) : reset());
    const { events } = await drive(TOUCH, [scenario('feed/one'), scenario('feed/two')]);
    expect(statuses(events)).toEqual(['error', 'skip nothing-sent']);
    const first = events.find((event) => event.type === 'scenario-judged');
    expect(first?.verdicts[0]?.error).toContain('disk full');
  });

  test('what a scenario changes in the mock is undone before the next', async () => {
    const before = await mock.participants();
    const arming: Scenario['arming'] = { ...UNARMED, settings: { tokenLifetimeS: 7 }, unlisted: ['supplier'] };
    await drive(TOUCH, [scenario('feed/one', { arming }), scenario('feed/two')]);
    expect(await mock.participants()).toEqual(before);
    expect((await mock.describe()).settings['tokenLifetimeS']).not.toBe(7);
  });
});

describe('a connector that cannot be driven', () => {
  test('one that dies before any connection did not start: the run stops there, everything is a skip', async () => {
    const two = [scenario('feed/one'), scenario('feed/two')];
    const { events } = await drive("throw new Error('no such option: --frobnicate');", two);
    expect(types(events)).toContain('trouble cannot-start');
    const trouble = events.find((event) => event.type === 'connector-trouble');
    expect(trouble?.detail).toContain('no such option: --frobnicate');
    expect(statuses(events)).toEqual(['skip connector-trouble', 'skip not-started']);
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', result: 'not-judged' });
  });

  test('one that ends abnormally after it has connected is judged', async () => {
    const { events } = await drive(TOUCH.replace('exitCode = 10', 'exitCode = 1'), [scenario('feed/one')]);
    expect(types(events)).not.toContain('trouble cannot-start');
  });

  test('one that hangs three times in a row is not waited for any more', async () => {
    const five = [1, 2, 3, 4, 5].map((n) => scenario(`feed/n${n}`));
    const { events } = await drive('setInterval(() => {}, 1000);', five, { deadlineMs: 200 });
    expect(types(events).filter((type) => type === 'trouble hangs')).toHaveLength(3);
    expect(types(events)).toContain('trouble keeps-hanging');
    expect(statuses(events).slice(3)).toEqual(['skip not-started', 'skip not-started']);
  });
});

describe('the end of a run', () => {
  test('an interruption ends what runs, judges nothing more and leaves out run-finished', async () => {
    const interrupt = new AbortController();
    const two = [scenario('feed/one'), scenario('feed/two')];
    const emit = (event: RunEvent): void => {
      events.push(event);
      if (event.type === 'scenario-started') setTimeout(() => interrupt.abort('SIGINT'), 300);
    };
    const events: RunEvent[] = [];
    await drive('setInterval(() => {}, 1000);', two, { signal: interrupt.signal, emit });
    expect(types(events)).toEqual(['run-started', 'scenario-started', 'trouble interrupted']);
  });

  test('the deadline of the run makes the rest skips, so that it is never conformant', async () => {
    const deadline = new AbortController();
    deadline.abort(RUN_DEADLINE);
    const { events } = await drive(TOUCH, [scenario('feed/one')], { signal: deadline.signal });
    expect(statuses(events)).toEqual(['skip not-started']);
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', result: 'not-judged' });
  });

  test('a scenario with a record that the catalogue does not hold is not driven, even with bail, and the rest is', async () => {
    const sample = scenario('feed/foreign');
    const gender = { genderCapacityAvailable: '03', capacityClosingType: null, additionalBedType: null };
    const record = {
      ...gender,
      capacityType: '02',
      capacityStatus: '02',
      temporalityCapacity: '01',
      crisisType: null,
      temporaryAssignement: '01',
      capacitySourceType: '02',
      nbCapacity: 1,
      comment: null,
      updatedAgoMs: 60_000,
    };
    const foreign = { ...sample, steps: sample.steps.map((step) => ({ ...step, records: [record] })) };
    const { events, journal } = await drive(TOUCH, [foreign, scenario('feed/two')], { bail: true });
    expect(statuses(events)).toEqual(['omit record-not-in-catalogue', 'skip nothing-sent']);
    expect(journal.filter((entry) => entry.kind === 'stimulus')).toHaveLength(1);
  });

  test('with bail the first scenario that is not conformant is the last one that runs', async () => {
    const two = [scenario('feed/one'), scenario('feed/two')];
    const { events } = await drive(TOUCH, two, { bail: true });
    expect(statuses(events)).toEqual(['skip nothing-sent', 'skip not-started']);
  });
});

import { describe, expect, it } from 'vitest';
import { judgeAttempt } from '../../../harness/judge/judge-attempt.ts';
import type { Scenario } from '../../../harness/model/scenario.ts';
import { UNARMED } from '../../../harness/model/scenario-arming.ts';
import { loadRequirements } from '../../../harness/runner/load-requirements.ts';
import type { JournalEntry } from '../../../journal/entry.ts';
import { createKernel } from '../../../mev3/create-kernel.ts';
import type { CapacityRecord } from '../../../mev3/capacity/types.ts';
import { patchBody } from '../../support/capacity-body.ts';
import { ANSWERS, JournalBuilder } from '../../support/journal-builder.ts';
import { RECORD, sampleScenario, sampleStimulus, UNIT } from '../../support/sample-scenario.ts';

const loaded = await loadRequirements();
const requirements = loaded.ok ? loaded.value : new Map();
const kernel = createKernel();

interface Judged {
  readonly status: string;
  readonly codes: readonly string[];
  readonly skip: string | undefined;
}

/** What one check says of these entries, with changes of the scenario; strict unless it is said otherwise. */
function verdictOf(
  check: string,
  journal: readonly JournalEntry[],
  { strict = true, ...changes }: Partial<Scenario> & { readonly strict?: boolean } = {},
): Judged {
  const use = { use: check, slug: check, with: {}, needs: [] };
  const scenario = { ...sampleScenario([use]), ...changes };
  const timing = { quietMs: 100, deadlineMs: 1000, retryEveryMs: 0 };
  const input = { scenario, entries: journal, kernel, requirements, timing };
  const [verdict] = judgeAttempt({ ...input, strict, settled: true });
  if (verdict === undefined) throw new Error('no verdict');
  expect(verdict.error).toBeNull();
  return {
    status: verdict.status,
    codes: verdict.findings.map(({ code }) => code),
    skip: verdict.skip?.reason,
  };
}

function withParameters(check: string, parameters: Readonly<Record<string, unknown>>): Partial<Scenario> {
  return { checks: [{ use: check, slug: check, with: parameters, needs: [] }] };
}

const PASS: Judged = { status: 'pass', codes: [], skip: undefined };
const fails = (...codes: readonly string[]): Judged => ({ status: 'fail', codes, skip: undefined });

const OTHER_UNIT = '199A000014/CHIR-B';
const later: CapacityRecord = { ...RECORD, nbCapacity: 6, capacityUpdateDate: '2026-11-23T13:58:30+01:00' };
const other: CapacityRecord = { ...RECORD, genderCapacityAvailable: '02' };
const replace = (record: CapacityRecord = RECORD): string => patchBody({ type: 'replace', record });
const add = (): string => patchBody({ type: 'add', record: RECORD });

const ofOtherUnit = sampleStimulus({ id: 's2', location: { identifier: OTHER_UNIT, name: 'Chirurgie B' } });
const resendAll = sampleStimulus({ id: 's2', kind: 'resend-all', records: [] });

function begun(records: readonly CapacityRecord[] = [RECORD]): JournalBuilder {
  return new JournalBuilder().mark('scenario-start').stimulus(sampleStimulus({ records })).token();
}

/** The entries with changes of one of them, by its number. */
function altered(journal: JournalBuilder, seq: number, change: (entry: JournalEntry) => JournalEntry): JournalEntry[] {
  return journal.entries.map((entry) => (entry.seq === seq ? change(entry) : entry));
}

/** The entry as if its request had arrived so much earlier. */
function earlier(ms: number): (entry: JournalEntry) => JournalEntry {
  return (entry) => ({ ...entry, at: new Date(Date.parse(entry.at) - ms).toISOString() });
}

const bothUnits = (second: string): JournalBuilder =>
  begun().patch(UNIT, replace()).exit('s1').stimulus(ofOtherUnit).patch(second, replace()).exit('s2');

describe('each-record-sent', () => {
  it('fails when what was asked of one unit went to another one that was asked too', () => {
    expect(verdictOf('each-record-sent', bothUnits(UNIT).entries)).toEqual(fails('record-not-sent'));
  });

  it('leaves an identifier that no stimulus named to the check of identifiers', () => {
    expect(verdictOf('each-record-sent', bothUnits('CHIR-B').entries)).toEqual(PASS);
    expect(verdictOf('each-record-sent', bothUnits(OTHER_UNIT).entries)).toEqual(PASS);
  });
});

const refused = (): JournalBuilder => begun().patch(UNIT, replace(), { answer: ANSWERS.several412 }).exit('s1');

const judge = (journal: JournalBuilder): Judged =>
  verdictOf(
    'no-retry-after-refusal',
    journal.entries,
    withParameters('no-retry-after-refusal', { answer: 'several-412' }),
  );

describe('no-retry-after-refusal', () => {
  it('fails a queue that tries the refused unit again while another one is reported', () => {
    const again = refused().stimulus(ofOtherUnit).patch(UNIT, replace(), { answer: ANSWERS.several412 });
    expect(judge(again)).toEqual(fails('retried'));
  });

  it.each([
    ['everything is asked for', resendAll],
    ['its unit is reported', sampleStimulus({ id: 's2' })],
  ])('takes it for asked when %s', (_when, stimulus) => {
    expect(judge(refused().stimulus(stimulus).patch(UNIT, replace(), { answer: ANSWERS.several412 }))).toEqual(PASS);
  });
});

const afterAdd = (answer: (typeof ANSWERS)[keyof typeof ANSWERS]): JournalBuilder =>
  begun().patch(UNIT, replace(), { answer: ANSWERS.indicator404 }).patch(UNIT, add(), { answer }).patch(UNIT, add());

const judged = (journal: JournalBuilder, strict = true): Judged =>
  verdictOf('add-only-after-indicator-404', journal.entries, { strict });

describe('add-only-after-indicator-404', () => {
  it.each([
    ['a 503', ANSWERS.unavailable503],
    ['a 401', ANSWERS.login401],
  ])('lets the same add be tried again after %s', (_answer, answer) => {
    expect(verdictOf('add-only-after-indicator-404', afterAdd(answer).entries)).toEqual(PASS);
  });

  it('fails an add that follows an add which was refused for good', () => {
    const again = fails('add-after-other-answer');
    expect(verdictOf('add-only-after-indicator-404', afterAdd(ANSWERS.rules400).entries)).toEqual(again);
  });

  const lost = (): JournalBuilder =>
    begun().patch(UNIT, replace(), { answer: ANSWERS.indicator404 }).patch(UNIT, add()).lost();

  it('warns of the same add once more after its answer was lost, however often, and fails it under strict rules', () => {
    const repeated = { status: 'pass', codes: ['lost-add-repeated'], skip: undefined };
    expect(judged(lost().patch(UNIT, add()), false)).toEqual(repeated);
    expect(judged(lost().patch(UNIT, add()))).toEqual(fails('lost-add-repeated'));
    const unlooked = lost().patch(UNIT, add(), { answer: ANSWERS.unavailable503 }).patch(UNIT, add()).lost();
    expect(judged(unlooked.patch(UNIT, add()), false).codes).toEqual(Array(3).fill('lost-add-repeated'));
  });

  it.each([
    ['with another body', lost().patch(UNIT, patchBody({ type: 'add', record: later }))],
    ['for another stimulus', lost().stimulus(resendAll).patch(UNIT, add())],
    ['by a connector that had ended meanwhile', lost().exit('s1').patch(UNIT, add())],
    ['after another operation', lost().patch(UNIT, replace()).patch(UNIT, add())],
  ])('fails a second add after a lost one: %s', (_how, journal) => {
    expect(judged(journal, false)).toEqual(fails('add-after-other-answer'));
  });

  it('fails the same add again when the lost one had no replace before it', () => {
    const bare = begun().patch(UNIT, add()).lost().patch(UNIT, add());
    expect(judged(bare, false)).toEqual(fails('add-without-replace', 'add-without-replace'));
  });
});

/** What was asked was accepted, then somebody put these records into `identifier` behind the connector. */
function changedTo(records: unknown, identifier = UNIT, journal = begun().patch(UNIT, replace())): JournalBuilder {
  return journal.exit('s1').settings('state', { identifier, records }).stimulus(resendAll);
}

const changedBehind = (identifier: string): JournalBuilder => changedTo([{ ...RECORD, nbCapacity: 9 }], identifier);

const finalState = (journal: JournalBuilder): Judged => verdictOf('final-state-as-asked', journal.exit('s2').entries);

/** The record was to go, and its delete was accepted. */
const removal = (): JournalBuilder =>
  new JournalBuilder()
    .mark('scenario-start')
    .stimulus(sampleStimulus({ kind: 'remove-capacity' }))
    .token()
    .patch(UNIT, patchBody({ type: 'delete', record: RECORD }));

describe('final-state-as-asked', () => {
  it('does not count what was sent before the unit was changed behind the connector', () => {
    expect(finalState(changedBehind(UNIT))).toEqual(fails('never-accepted'));
    expect(finalState(changedBehind(UNIT).patch(UNIT, replace()))).toEqual(PASS);
    expect(finalState(changedTo([]))).toEqual(fails('never-accepted'));
    expect(finalState(changedTo('not records'))).toEqual(fails('never-accepted'));
  });

  it('counts it when another unit was changed', () => {
    expect(finalState(changedBehind(OTHER_UNIT))).toEqual(PASS);
  });

  it('counts it when the change left the record as it was asked for', () => {
    expect(finalState(changedTo([{ ...other, nbCapacity: 9 }, RECORD]))).toEqual(PASS);
    expect(finalState(changedTo([other], UNIT, removal()))).toEqual(PASS);
    expect(finalState(changedTo([RECORD], UNIT, removal()))).toEqual(fails('never-accepted'));
  });

  it('does not thank the connector for what somebody else put right', () => {
    const wrong = begun().patch(UNIT, replace({ ...RECORD, nbCapacity: 9 }));
    expect(finalState(changedTo([RECORD], UNIT, wrong))).toEqual(fails('other-final-state'));
    expect(finalState(changedTo([RECORD], UNIT, begun()).patch(OTHER_UNIT, replace()))).toEqual(
      fails('never-accepted'),
    );
  });
});

describe('a parallel sender', () => {
  it('is not held to a Retry-After that it had not heard of', () => {
    const journal = (second: string): JournalBuilder =>
      begun([RECORD, other])
        .patch(UNIT, replace(), { answer: ANSWERS.later503 })
        .patch(UNIT, second, { answer: ANSWERS.later503 })
        .wait(2500)
        .patch(UNIT, replace())
        .patch(UNIT, replace(other));
    expect(verdictOf('retry-after-respected', journal(replace(other)).entries)).toEqual(PASS);
    expect(verdictOf('retry-after-respected', journal(replace()).entries)).toEqual(fails('came-too-early'));
  });

  it('is held to it once it came back before the time', () => {
    const journal = begun([RECORD, other])
      .patch(UNIT, replace(), { answer: ANSWERS.later503 })
      .patch(UNIT, replace(other))
      .wait(300)
      .patch(UNIT, replace());
    expect(verdictOf('retry-after-respected', journal.entries)).toEqual(fails('came-too-early'));
  });

  it('may have shown a token that was being refused', () => {
    const journal = begun([RECORD, other])
      .patch(UNIT, replace(), { answer: ANSWERS.login401 })
      .patch(UNIT, replace(other), { answer: ANSWERS.login401 })
      .token()
      .patch(UNIT, replace())
      .patch(UNIT, replace(other));
    expect(verdictOf('one-renewal-after-401', journal.entries)).toEqual(PASS);
  });

  it('needs one token when the second refusal came after it was asked for', () => {
    const journal = begun([RECORD, other])
      .patch(UNIT, replace(), { answer: ANSWERS.login401 })
      .token()
      .patch(UNIT, replace(other), { answer: ANSWERS.login401, caller: { token: 'token-1' } })
      .patch(UNIT, replace());
    const underWay = altered(journal, 6, earlier(250));
    expect(verdictOf('one-renewal-after-401', underWay)).toEqual(PASS);
  });

  it('shows the refused token again when it is sent well after the refusal', () => {
    const journal = begun([RECORD, other])
      .patch(UNIT, replace(), { answer: ANSWERS.login401 })
      .wait(500)
      .patch(UNIT, replace(other), { answer: ANSWERS.login401 })
      .token()
      .patch(UNIT, replace());
    expect(verdictOf('one-renewal-after-401', journal.entries)).toEqual(fails('refused-token-used'));
  });
});

const failed = (): JournalBuilder => begun().patch(UNIT, replace(), { answer: ANSWERS.unavailable503 });

describe('temporary-failure-not-lost', () => {
  it('does not take a person who saw no refusal for a loss when the record arrived later', () => {
    const arrived = failed().attest('s1', 'no').stimulus(resendAll).patch(UNIT, replace());
    expect(verdictOf('temporary-failure-not-lost', arrived.entries)).toEqual(PASS);
    expect(verdictOf('temporary-failure-not-lost', failed().attest('s1', 'no').entries)).toEqual(
      fails('lost-without-a-word'),
    );
  });

  it('does not take what arrived at another unit for it', () => {
    const elsewhere = failed().exit('s1').stimulus(ofOtherUnit).patch(OTHER_UNIT, replace()).attest('s1', 'no');
    expect(verdictOf('temporary-failure-not-lost', elsewhere.entries)).toEqual(fails('lost-without-a-word'));
  });
});

describe('newest-value-only', () => {
  it('does not hold an older value against a connector whose request was under way when the newer one came', () => {
    const journal = begun()
      .stimulus(sampleStimulus({ id: 's2', records: [later] }))
      .patch(UNIT, replace())
      .patch(UNIT, replace(later));
    expect(verdictOf('newest-value-only', journal.entries)).toEqual(fails('older-value-sent'));
    expect(verdictOf('newest-value-only', altered(journal, 5, earlier(150)))).toEqual(PASS);
  });
});

const fault = {
  listener: 'api',
  from: 1,
  times: 1000,
  action: { kind: 'server-certificate', certificate: 'expired' },
} as const;

const step = (id: string): Scenario['steps'][number] => ({
  id,
  kind: 'report-capacity',
  unit: null,
  records: [],
  credential: 'supplier',
});

const changes: Partial<Scenario> = {
  ...withParameters('refusal-reported', { answer: 'server-not-trusted' }),
  arming: { ...UNARMED, faults: [fault] },
  steps: [step('report'), { ...step('mended'), arming: UNARMED }],
};

const asked = (): JournalBuilder =>
  new JournalBuilder().mark('scenario-start').stimulus(sampleStimulus({ id: 'report-1' }));

const silent = (listener: 'api' | 'auth'): JournalBuilder => asked().left(listener).exit('report-1');

describe('refusal-reported for a server that must not be trusted', () => {
  const mended = sampleStimulus({ id: 'mended-2' });

  it('asks for a word about the listener in question, and up to its mending only', () => {
    const told = asked().left('api').exit('report-1', { result: 'refused', exitCode: 10 });
    const journal = told.stimulus(mended).left('api').left('auth').exit('mended-2');
    expect(verdictOf('refusal-reported', journal.entries, changes)).toEqual(PASS);
  });

  it('fails when that one is not reported, and says nothing of another listener', () => {
    expect(verdictOf('refusal-reported', silent('api').entries, changes)).toEqual(fails('refusal-not-reported'));
    expect(verdictOf('refusal-reported', silent('auth').entries, changes).skip).toBe('no-such-refusal');
  });
});

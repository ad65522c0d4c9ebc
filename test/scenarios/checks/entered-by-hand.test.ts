import { describe, expect, it } from 'vitest';
import { judgeAttempt } from '../../../harness/judge/judge-attempt.ts';
import { loadRequirements } from '../../../harness/runner/load-requirements.ts';
import { createKernel } from '../../../mev3/create-kernel.ts';
import type { CapacityRecord } from '../../../mev3/capacity/types.ts';
import { patchBody } from '../../support/capacity-body.ts';
import { ANSWERS, JournalBuilder } from '../../support/journal-builder.ts';
import { RECORD, sampleScenario, sampleStimulus, UNIT } from '../../support/sample-scenario.ts';

const loaded = await loadRequirements();
const requirements = loaded.ok ? loaded.value : new Map();
const kernel = createKernel();

/** What a check says of a product that a person works. */
function verdictOf(check: string, { entries }: JournalBuilder): { status: string; codes: string[] } {
  const [verdict] = judgeAttempt({
    scenario: sampleScenario([{ use: check, slug: check, with: {}, needs: [] }]),
    entries,
    kernel,
    requirements,
    timing: { quietMs: 100, deadlineMs: 1000, retryEveryMs: 0 },
    strict: true,
    settled: true,
  });
  if (verdict === undefined) throw new Error('no verdict');
  return { status: verdict.status, codes: verdict.findings.map(({ code }) => code) };
}

const PASS = { status: 'pass', codes: [] };
const START = Date.UTC(2026, 10, 23, 13, 0, 30);
const MINUTE = 60_000;

/** The record as the product dates it: so many ms after the person was asked, cut to the minute. */
function dated(afterMs: number, changes: Partial<CapacityRecord> = {}): CapacityRecord {
  const date = new Date(START + afterMs).toISOString().slice(0, 16);
  return { ...RECORD, ...changes, capacityUpdateDate: `${date}:00Z` };
}

const asked = (): JournalBuilder => new JournalBuilder(START).stimulus(sampleStimulus({ records: [RECORD] }), 'manual');
const replace = (record: CapacityRecord): string => patchBody({ type: 'replace', record });
const newer = sampleStimulus({ id: 's2', records: [{ ...RECORD, nbCapacity: 9 }] });

const sentAfter = (ms: number, date: CapacityRecord): JournalBuilder =>
  asked().wait(ms).token().patch(UNIT, replace(date)).wait(MINUTE).entered();

describe('the date of what a person enters', () => {
  it.each([0, 9, 40])('is good when the product dates the entry %i minutes after the task was shown', (minutes) => {
    expect(verdictOf('update-date-is-source-time', sentAfter(minutes * MINUTE, dated(minutes * MINUTE)))).toEqual(PASS);
  });

  it('is good when the change is sent long after it was entered', () => {
    const late = asked()
      .wait(5 * MINUTE)
      .entered()
      .wait(30 * MINUTE)
      .token();
    expect(verdictOf('update-date-is-source-time', late.patch(UNIT, replace(dated(4 * MINUTE))))).toEqual(PASS);
  });

  it('is the time of sending when it lies after everything was entered', () => {
    const late = asked()
      .wait(5 * MINUTE)
      .entered()
      .wait(30 * MINUTE)
      .token();
    expect(verdictOf('update-date-is-source-time', late.patch(UNIT, replace(dated(35 * MINUTE))))).toEqual({
      status: 'fail',
      codes: ['date-is-sending-time'],
    });
  });

  it('is wrong when it lies before the person was asked', () => {
    expect(verdictOf('update-date-is-source-time', sentAfter(MINUTE, dated(-10 * MINUTE)))).toEqual({
      status: 'fail',
      codes: ['date-not-source-time'],
    });
  });
});

describe('a person who is slow', () => {
  const older = replace(RECORD);

  it('is no fault of a product that sends the older value while the newer one is being entered', () => {
    const sent = asked()
      .entered()
      .token()
      .patch(UNIT, older)
      .stimulus(newer, 'manual')
      .wait(5 * MINUTE);
    const journal = sent
      .patch(UNIT, older)
      .entered()
      .patch(UNIT, replace({ ...RECORD, nbCapacity: 9 }));
    expect(verdictOf('newest-value-only', journal)).toEqual(PASS);
  });

  it('does not excuse one that sends the older value after the newer one was entered', () => {
    const sent = asked().entered().token().patch(UNIT, older).stimulus(newer, 'manual').entered().wait(MINUTE);
    expect(verdictOf('newest-value-only', sent.patch(UNIT, older))).toEqual({
      status: 'fail',
      codes: ['older-value-sent'],
    });
  });

  const unavailable = { answer: { status: 503, body: ANSWERS.ok.body } };
  const tries = (journal: JournalBuilder, pauses: readonly number[]): JournalBuilder => {
    for (const pause of pauses) journal.wait(pause).patch(UNIT, older, unavailable);
    return journal;
  };

  it('may cause more tries than a product makes by itself', () => {
    const slow = tries(asked().token(), Array<number>(15).fill(MINUTE)).entered();
    expect(verdictOf('retries-bounded', tries(slow, [1000, 2000]))).toEqual(PASS);
    expect(verdictOf('retries-bounded', tries(asked().entered().token(), Array<number>(15).fill(1000)))).toMatchObject({
      codes: ['tries-without-end'],
    });
  });

  it('may cause tries in a quicker rhythm than the one that grows', () => {
    const quick = tries(asked().token(), [100, 20_000, 300]).entered();
    expect(verdictOf('back-off-grows', tries(quick, [1000, 2000, 4000, 8000, 16_000, 32_000]))).toEqual(PASS);
    expect(verdictOf('back-off-grows', tries(asked().entered().token(), Array<number>(6).fill(1000)))).toMatchObject({
      codes: ['pauses-do-not-grow'],
    });
  });
});

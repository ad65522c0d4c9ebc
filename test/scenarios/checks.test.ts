import { describe, expect, it } from 'vitest';
import { judgeAttempt } from '../../harness/judge/judge-attempt.ts';
import type { Requirement } from '../../harness/model/requirement.ts';
import type { Verdict } from '../../harness/model/verdict.ts';
import { loadRequirements } from '../../harness/runner/load-requirements.ts';
import { isMessageId } from '../../messages/index.ts';
import { createKernel } from '../../mev3/create-kernel.ts';
import { CHECKS } from '../../scenarios/checks/index.ts';
import { JournalBuilder } from '../support/journal-builder.ts';
import { sampleScenario } from '../support/sample-scenario.ts';
import { CHECK_CASES } from './check-cases.ts';
import type { CheckCase } from './check-cases.ts';
import { READ_CASES } from './read-cases.ts';

const CASES: readonly CheckCase[] = [...CHECK_CASES, ...READ_CASES];

const loaded = await loadRequirements();
const requirements: ReadonlyMap<string, Requirement> = loaded.ok ? loaded.value : new Map();
const kernel = createKernel();

interface Circumstances {
  readonly settled?: boolean;
  readonly retryEveryMs?: number;
}

function judge(one: CheckCase, journal: JournalBuilder, circumstances: Circumstances = {}): Verdict {
  const { settled = true, retryEveryMs = 0 } = circumstances;
  const use = { use: one.check, slug: one.check, with: one.params ?? {}, needs: [] };
  const [verdict] = judgeAttempt({
    scenario: sampleScenario([use]),
    entries: journal.entries,
    kernel,
    requirements,
    strict: true,
    timing: { quietMs: 100, deadlineMs: 1000, retryEveryMs },
    settled,
  });
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}

const named = CASES.map((one) => ({
  ...one,
  name: one.params === undefined ? one.check : `${one.check} ${JSON.stringify(one.params)}`,
}));
const faulty = named.flatMap((one) =>
  Object.entries(one.faults).map(([fault, [journal, codes]]) => ({ one, name: one.name, fault, journal, codes })),
);

describe('every check', () => {
  it('has a case, and each case has a check', () => {
    expect([...new Set(CASES.map((one) => one.check))].toSorted()).toEqual([...CHECKS.keys()].toSorted());
    expect(CASES.filter((one) => Object.keys(one.faults).length === 0)).toEqual([]);
  });

  it.each(named)('$name passes on the good journal, having judged something', (one) => {
    const verdict = judge(one, one.good);
    expect(verdict).toMatchObject({ status: 'pass', findings: [], error: null });
    expect(verdict.judged).toBeGreaterThan(0);
  });

  it.each(faulty)('$name catches: $fault', ({ one, journal, codes }) => {
    const verdict = judge(one, journal);
    expect(verdict.error).toBeNull();
    expect(verdict.findings.map((finding) => finding.code)).toEqual(codes);
    expect(verdict.status).toBe('fail');
  });

  it.each(faulty)(
    '$name names in its findings ($fault) a text, its own requirement and an entry that exists',
    (fault) => {
      const { one, journal } = fault;
      for (const finding of judge(one, journal).findings) {
        expect(isMessageId(`finding.${finding.code}`), finding.code).toBe(true);
        expect(CHECKS.get(one.check)?.requirements).toContain(finding.requirement);
        expect(finding.entry === null || journal.entries.some((entry) => entry.seq === finding.entry)).toBe(true);
      }
    },
  );

  it.each(named)(
    '$name skips or does not apply, with a reason that has a text, when there is nothing to judge',
    (one) => {
      const [journal, reason] = one.nothing ?? [new JournalBuilder(), undefined];
      const verdict = judge(one, journal);
      expect(verdict).toMatchObject({ status: one.isOmitted === true ? 'omit' : 'skip', judged: 0, findings: [] });
      expect(verdict.skip?.reason).toBe(reason ?? verdict.skip?.reason);
      expect(isMessageId(`skip.${verdict.skip?.reason}`), verdict.skip?.reason).toBe(true);
    },
  );
});

const negative = new Set([
  'no-retry-after-refusal',
  'no-add-after-location-404',
  'add-only-after-indicator-404',
  'no-api-call-without-token',
  'no-tight-token-retry',
  'no-tight-read-retry',
  'nothing-sent-unchanged',
  'retries-bounded',
  'retry-after-respected',
  'wrong-server-refused',
]);

describe('a negative check', () => {
  const cases = named.filter((one) => negative.has(one.check));

  it.each(cases)('$name says which window it watched', (one) => {
    const { window } = judge(one, one.good);
    expect(window?.to).toBe(one.good.entries.length);
    expect(window?.from).toBeGreaterThan(1);
  });

  it.each(cases)('$name skips when a running connector may not have retried yet', (one) => {
    const verdict = judge(one, one.good, { settled: false, retryEveryMs: 60_000 });
    expect(verdict).toMatchObject({ status: 'skip', skip: { reason: 'window-too-short' } });
    expect(judge(one, one.good, { settled: true, retryEveryMs: 60_000 }).status).toBe('pass');
  });

  it.each(faulty.filter(({ one }) => negative.has(one.check)))(
    '$name fails on what it saw ($fault), however short the window',
    ({ one, journal }) => {
      expect(judge(one, journal, { settled: false, retryEveryMs: 60_000 }).status).toBe('fail');
    },
  );
});

describe('a check about reporting', () => {
  const reporting = named.filter((one) => one.check === 'refusal-reported');

  it.each(reporting)('$name is not judged by traffic when the driver has no exit status', (one) => {
    const entries = one.good.entries.map((entry) => (entry.kind === 'stimulus' ? { ...entry, driver: 'http' } : entry));
    const silent = Object.create(one.good, { entries: { value: entries } });
    expect(judge(one, silent).skip?.reason).toBe('cannot-tell');
  });

  it.each(reporting)('$name believes a person over an exit status', (one) => {
    const [fault] = Object.values(one.faults)[0] ?? [];
    if (fault === undefined) throw new Error('no fault');
    const attested = Object.create(fault, {
      entries: {
        value: [
          ...fault.entries,
          {
            seq: fault.entries.length + 1,
            at: '2026-11-23T13:00:40.000Z',
            kind: 'attestation',
            stimulusId: 's1',
            statement: 'reported',
            answer: 'yes',
            by: 'A. Fictif',
          },
        ],
      },
    });
    expect(judge(one, attested).status).toBe('pass');
  });
});

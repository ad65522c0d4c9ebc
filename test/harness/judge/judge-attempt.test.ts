import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AttemptInput } from '../../../harness/judge/judge-attempt.ts';
import { judgeAttempt } from '../../../harness/judge/judge-attempt.ts';
import { anyCheck } from '../../../harness/model/check.ts';
import type { AnyCheck, CheckOutcome } from '../../../harness/model/check.ts';
import type { Requirement } from '../../../harness/model/requirement.ts';
import type { CheckUse } from '../../../harness/model/scenario.ts';
import type { Finding } from '../../../harness/model/verdict.ts';
import { createKernel } from '../../../mev3/create-kernel.ts';
import { JournalBuilder } from '../../support/journal-builder.ts';
import { sampleScenario, sampleStimulus } from '../../support/sample-scenario.ts';

function requirement(id: string, changes: Partial<Requirement> = {}): Requirement {
  const text = { fr: 'x', en: 'x' };
  const base = { id, area: 'feed', text, mend: text, source: 's', version: '1' };
  return { ...base, basis: 'documented', obligation: 'must', claim: 'required', ...changes };
}

const requirements = new Map(
  [
    requirement('ROR-A-MUST'),
    requirement('ROR-A-DERIVED', { basis: 'derived' }),
    requirement('ROR-A-SHOULD', { obligation: 'should' }),
    requirement('ROR-A-OPTIONAL', { claim: 'optional' }),
  ].map((one) => [one.id, one]),
);

function fault(id: string): Finding {
  return { requirement: id, code: 'x', entry: null, where: 'w', expected: 'e', seen: 's' };
}

function check(name: string, outcome: () => CheckOutcome, ids: readonly string[] = ['ROR-A-MUST']): AnyCheck {
  return anyCheck({ name, requirements: ids, params: z.strictObject({}), judge: outcome });
}

const passes = check('passes', () => ({ judged: 2, findings: [] }));
const fails = check('fails', () => ({ judged: 1, findings: [fault('ROR-A-MUST')] }));
const nothing = check('nothing', () => ({ judged: 0, findings: [], skip: { reason: 'nothing-sent' } }));
const throws = check('throws', () => {
  throw new Error('our own bug');
});

function use(name: string, needs: readonly string[] = []): CheckUse {
  return { use: name, slug: name, with: {}, needs };
}

function judge(checks: readonly AnyCheck[], uses: readonly CheckUse[], changes: Partial<AttemptInput> = {}) {
  return judgeAttempt({
    scenario: sampleScenario(uses),
    entries: new JournalBuilder().stimulus(sampleStimulus()).entries,
    kernel: createKernel(),
    requirements,
    strict: false,
    timing: { quietMs: 1, deadlineMs: 1, retryEveryMs: 0 },
    settled: true,
    checks: new Map(checks.map((one) => [one.name, one])),
    ...changes,
  });
}

describe('judgeAttempt', () => {
  it('gives one verdict for each check, in the order of the scenario, under its full id', () => {
    const verdicts = judge([passes, fails], [use('fails'), use('passes')]);
    expect(verdicts.map(({ check: id, status, judged }) => ({ id, status, judged }))).toEqual([
      { id: 'feed/sample#fails', status: 'fail', judged: 1 },
      { id: 'feed/sample#passes', status: 'pass', judged: 2 },
    ]);
  });

  it('skips a check whose need failed and names that need, through any number of steps', () => {
    const chain = [use('fails'), use('passes', ['fails']), { ...use('passes', ['passes']), slug: 'last' }];
    const verdicts = judge([passes, fails], chain);
    expect(verdicts.map((one) => one.status)).toEqual(['fail', 'skip', 'skip']);
    expect(verdicts.map((one) => one.skip?.because)).toEqual([undefined, 'feed/sample#fails', 'feed/sample#fails']);
  });

  it('judges a check whose need had nothing to judge', () => {
    expect(judge([passes, nothing], [use('nothing'), use('passes', ['nothing'])]).map((one) => one.status)).toEqual([
      'skip',
      'pass',
    ]);
  });

  it('calls an exception of a check our error, with its stack, and skips what needs it', () => {
    const [broken, dependent] = judge([throws, passes], [use('throws'), use('passes', ['throws'])]);
    expect(broken).toMatchObject({ status: 'error', findings: [] });
    expect(broken?.error).toContain('our own bug');
    expect(broken?.error).toContain('judge-attempt.test.ts');
    expect(dependent).toMatchObject({ status: 'skip', skip: { because: 'feed/sample#throws' } });
  });

  it('calls an unknown check, wrong parameters and an unknown requirement our error too', () => {
    const stray = check('stray', () => ({ judged: 1, findings: [fault('ROR-NOT-KNOWN')] }));
    const verdicts = judge([passes, stray], [use('absent'), { ...use('passes'), with: { typo: 1 } }, use('stray')]);
    expect(verdicts.map((one) => one.status)).toEqual(['error', 'error', 'error']);
    expect(verdicts[0]?.error).toContain('absent');
    expect(verdicts[2]?.error).toContain('ROR-NOT-KNOWN');
  });

  it('warns for a derived rule and for a should, and fails for both when strict', () => {
    const soft = check('soft', () => ({ judged: 2, findings: [fault('ROR-A-DERIVED'), fault('ROR-A-SHOULD')] }));
    const [lenient] = judge([soft], [use('soft')]);
    expect(lenient).toMatchObject({ status: 'pass', findings: [{ level: 'warning' }, { level: 'warning' }] });
    const [strict] = judge([soft], [use('soft')], { strict: true });
    expect(strict).toMatchObject({ status: 'fail', findings: [{ level: 'error' }, { level: 'error' }] });
  });

  it('runs what needs a check that only warned', () => {
    const soft = check('soft', () => ({ judged: 1, findings: [fault('ROR-A-SHOULD')] }));
    expect(judge([soft, passes], [use('soft'), use('passes', ['soft'])])[1]?.status).toBe('pass');
  });

  it('skips every check, naming the trouble, when the connector could not be driven', () => {
    const trouble = { code: 'cannot-start', detail: 'ENOENT' };
    for (const verdict of judge([passes, fails], [use('passes'), use('fails')], { trouble })) {
      expect(verdict).toMatchObject({ status: 'skip', skip: { reason: 'connector-trouble', values: trouble } });
    }
  });

  it('omits what is optional and not claimed, and skips what is required and not claimed', () => {
    const optional = check('optional', () => ({ judged: 1, findings: [] }), ['ROR-A-OPTIONAL']);
    const notClaimed = new Set(['ROR-A-OPTIONAL', 'ROR-A-MUST']);
    const verdicts = judge([optional, passes], [use('optional'), use('passes')], { notClaimed });
    expect(verdicts.map((one) => [one.status, one.skip?.reason, one.optional])).toEqual([
      ['omit', 'not-claimed', true],
      ['skip', 'required-not-claimed', false],
    ]);
  });

  it('omits a whole scenario about an optional requirement that is not claimed', () => {
    const scenario = { ...sampleScenario([use('fails')]), claim: 'ROR-A-OPTIONAL' };
    const notClaimed = new Set(['ROR-A-OPTIONAL']);
    expect(judge([fails], [], { scenario, notClaimed })).toMatchObject([
      { status: 'omit', skip: { reason: 'not-claimed' } },
    ]);
    expect(judge([fails], [], { scenario })[0]?.status).toBe('fail');
  });

  it('omits a whole scenario that the driver cannot say, with the reason', () => {
    const unsaid = { reason: 'adt-kind', values: { kind: 'resend-all' } };
    const trouble = { code: 'not-started', detail: '' };
    expect(judge([fails, passes], [use('fails'), use('passes')], { unsaid, trouble })).toMatchObject([
      { status: 'omit', skip: unsaid },
      { status: 'omit', skip: unsaid },
    ]);
    expect(judge([fails], [use('fails')], { unsaid: null })[0]?.status).toBe('fail');
  });

  it('never turns a check that judged nothing into a pass', () => {
    const silent = check('silent', () => ({ judged: 0, findings: [] }));
    expect(judge([silent], [use('silent')])[0]).toMatchObject({ status: 'skip', skip: { reason: 'nothing-judged' } });
  });

  it('says neither pass nor fail over a journal that is known to be incomplete', () => {
    const at = '2026-11-23T13:00:30.000Z';
    const lost = { seq: 1, at, kind: 'recording-failure', lost: 2, kinds: ['exchange'], reason: 'disk full' } as const;
    const verdicts = judge([passes, fails], [use('passes'), use('fails')], { entries: [lost] });
    expect(verdicts.map((one) => one.status)).toEqual(['error', 'error']);
    expect(verdicts[0]?.error).toContain('disk full');
  });

  it('gives the same verdicts for the same input', () => {
    const uses = [use('fails'), use('passes', ['fails'])];
    expect(judge([passes, fails], uses)).toEqual(judge([passes, fails], uses));
  });
});

import { validateStrict } from 'ctrf';
import { describe, expect, it } from 'vitest';
import { renderCtrf } from '../../../harness/report/ctrf.ts';
import { createTranslate } from '../../../messages/index.ts';
import { sampleReport } from '../../support/sample-run.ts';

const t = createTranslate('en');

/** What is written, as the schema of CTRF knows it; throws when it does not follow that schema. */
function readCtrf(report = sampleReport()) {
  const written: unknown = JSON.parse(renderCtrf(report, t));
  validateStrict(written);
  return written;
}

describe('the CTRF report', () => {
  it('follows the schema of the format, and has one test a check', () => {
    const { results } = readCtrf();
    expect(results.tests.map(({ testId, status, rawStatus }) => [testId, status, rawStatus])).toEqual([
      ['feed/replace#replace-first', 'passed', 'pass'],
      ['feed/replace#source-time', 'passed', 'warned'],
      ['attempts/no-retry#no-retry', 'failed', 'fail'],
      ['attempts/no-retry#converges', 'skipped', 'skip'],
      ['trust/unlisted#no-api-call', 'skipped', 'skip'],
    ]);
    expect(results.summary).toMatchObject({
      tests: 5,
      passed: 2,
      failed: 1,
      skipped: 2,
      pending: 0,
      other: 0,
      suites: 3,
    });
    expect(results.summary.stop - results.summary.start).toBe(42_000);
    expect(results.environment).toMatchObject({ appName: 'Lits & Places', appVersion: '2.4.1' });
  });

  it('tells of a failure what was expected and seen, and of a skip why', () => {
    const { tests } = readCtrf().results;
    expect(tests[2]).toMatchObject({ message: 'sample-failure', suite: ['attempts/no-retry'] });
    expect(tests[2]?.trace).toContain('Expected: no further PATCH of this record');
    expect(tests[3]?.message).toContain('because of attempts/no-retry#no-retry');
    expect(tests[4]?.message).toContain('The connector hangs');
  });

  it('calls a fault of rorkit neither passed nor failed', () => {
    const report = sampleReport();
    const [scenario] = report.scenarios;
    if (scenario === undefined) throw new Error('no scenario');
    const verdicts = scenario.verdicts.map((verdict) => ({
      ...verdict,
      status: 'error' as const,
      findings: [],
      error: 'TypeError: x\n  at y',
    }));
    const { results } = readCtrf({ ...report, scenarios: [{ ...scenario, verdicts }] });
    expect(results.summary).toMatchObject({ other: 2, failed: 0, passed: 0 });
    expect(results.tests[0]).toMatchObject({ status: 'other', message: 'TypeError: x', trace: 'TypeError: x\n  at y' });
  });

  it('follows the schema when the run was interrupted, or judged nothing', () => {
    const interrupted = sampleReport({ isFinished: false });
    expect(readCtrf(interrupted).results.summary.extra).toMatchObject({ interrupted: true });
    expect(readCtrf(interrupted).timestamp).toBeUndefined();
    expect(readCtrf({ ...interrupted, scenarios: [] }).results.tests).toEqual([]);
  });
});

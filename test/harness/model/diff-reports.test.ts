import { describe, expect, it } from 'vitest';
import { diffReports } from '../../../harness/model/diff-reports.ts';
import type { ComparedStatus } from '../../../harness/model/diff-reports.ts';
import type { Report, ReportVerdict } from '../../../harness/model/report.ts';
import { buildReport } from '../../../harness/model/report-model.ts';
import type { WeighedFinding } from '../../../harness/model/verdict.ts';
import {
  SAMPLE_HEADER,
  SAMPLE_REQUIREMENTS,
  sampleReport,
  sampleScenario,
  sampleVerdict,
} from '../../support/sample-run.ts';

const SCENARIO = 'feed/replace';

function finding(code: string, level: WeighedFinding['level']): WeighedFinding {
  return { requirement: 'ROR-FEED-REPLACE-FIRST', code, level, entry: 3, where: 'x', expected: 'a', seen: 'b' };
}

/** A report with one check that stands so, beside one that always passes. */
function reportWith(status: ComparedStatus, codes: readonly string[] = ['first']): Report {
  const level = status === 'warned' ? 'warning' : 'error';
  const own: ReportVerdict['status'] | null = status === 'absent' ? null : status === 'warned' ? 'pass' : status;
  const findings = ['fail', 'warned'].includes(status) ? codes.map((code) => finding(code, level)) : [];
  const steady = sampleVerdict(SCENARIO, 'steady');
  const verdicts = own === null ? [steady] : [steady, sampleVerdict(SCENARIO, 'probe', { status: own, findings })];
  const scenario = sampleScenario(
    SCENARIO,
    verdicts.map(({ slug }) => slug),
  );
  return buildReport({
    events: [
      { type: 'run-started', header: SAMPLE_HEADER },
      {
        type: 'scenario-judged',
        scenario,
        attempt: 1,
        verdicts,
        journal: { from: 1, to: 2 },
        durationMs: 1,
        waitedMs: 0,
      },
      {
        type: 'run-finished',
        result: status === 'fail' ? 'not-conformant' : ['skip', 'error'].includes(status) ? 'not-judged' : 'conformant',
        finishedAt: '2026-11-23T18:00:42.000Z',
      },
    ],
    requirements: SAMPLE_REQUIREMENTS,
    excerpts: [],
  });
}

const STATUSES: readonly ComparedStatus[] = ['pass', 'warned', 'omit', 'absent', 'skip', 'error', 'fail'];

describe('what changed between two runs', () => {
  it('is nothing between a report and itself', () => {
    expect(diffReports(sampleReport(), sampleReport())).toMatchObject({
      isWorse: false,
      verdicts: [],
      newScenarios: [],
      removedScenarios: [],
      newChecks: [],
      removedChecks: [],
      facts: [],
    });
  });

  it.each<[ComparedStatus, string]>([
    ['pass', 'warned worse, omit worse, absent worse, skip worse, error worse, fail worse'],
    ['warned', 'pass better, omit worse, absent worse, skip worse, error worse, fail worse'],
    ['omit', 'pass better, warned better, absent other, skip worse, error worse, fail worse'],
    ['absent', 'pass better, warned better, omit other, skip worse, error worse, fail worse'],
    ['skip', 'pass better, warned better, omit other, absent other, error worse, fail worse'],
    ['error', 'pass better, warned better, omit other, absent other, skip other, fail worse'],
    ['fail', 'pass better, warned better, omit other, absent other, skip other, error other'],
  ])('from %s: %s', (before, expected) => {
    const seen = STATUSES.filter((after) => after !== before).map((after) => {
      const { verdicts, isWorse } = diffReports(reportWith(before), reportWith(after));
      expect(verdicts).toHaveLength(1);
      expect(verdicts[0]).toMatchObject({ check: `${SCENARIO}#probe`, before, after });
      expect(isWorse).toBe(verdicts[0]?.change === 'worse');
      return `${after} ${verdicts[0]?.change}`;
    });
    expect(seen.join(', ')).toBe(expected);
  });

  it.each<ComparedStatus>(['fail', 'warned'])('is worse when a check that stays %s has a new finding', (status) => {
    const [one, two] = [reportWith(status, ['first']), reportWith(status, ['first', 'second'])];
    expect(diffReports(one, two)).toMatchObject({
      isWorse: true,
      verdicts: [{ change: 'worse', newFindings: [expect.stringContaining('second')], goneFindings: [] }],
    });
    expect(diffReports(two, one)).toMatchObject({ isWorse: false, verdicts: [{ change: 'better', newFindings: [] }] });
  });

  it('is worse when a run was interrupted that was conformant before', () => {
    const conformant = reportWith('pass');
    const interrupted: Report = { ...conformant, finishedAt: null, result: 'not-judged' };
    expect(diffReports(conformant, interrupted)).toMatchObject({ isWorse: true, verdicts: [] });
    expect(diffReports(interrupted, conformant).isWorse).toBe(false);
  });

  it('names scenarios and checks that are new or gone', () => {
    const full = sampleReport();
    const part: Report = { ...full, scenarios: full.scenarios.slice(0, 1) };
    expect(diffReports(full, part).removedScenarios).toEqual(['attempts/no-retry', 'trust/unlisted']);
    expect(diffReports(part, full)).toMatchObject({
      newScenarios: ['attempts/no-retry', 'trust/unlisted'],
      newChecks: ['attempts/no-retry#no-retry', 'attempts/no-retry#converges', 'trust/unlisted#no-api-call'],
      removedChecks: [],
    });
  });

  it('names versions, catalogue, settings and rules that are not the same', () => {
    const before = sampleReport();
    const { header, requirements } = before;
    const after: Report = {
      ...before,
      header: {
        ...header,
        rorkitVersion: '0.2.0',
        catalogue: { ...header.catalogue, digest: 'ee'.repeat(32) },
        settings: { strictness: 'documented', 'token.lifetime': 60, extra: true },
        product: null,
      },
      requirements: requirements.map((one, index) => (index === 0 ? { ...one, obligation: 'should' } : one)),
    };
    expect(diffReports(before, after).facts.map(({ fact, before: old, after: now }) => [fact, old, now])).toEqual([
      ['rorkit', '0.1.0', '0.2.0'],
      ['catalogue', 'current (75, abababababab)', 'current (75, eeeeeeeeeeee)'],
      ['product', 'Lits & Places 2.4.1, Éditeur fictif', null],
      ['setting token.lifetime', '300', '60'],
      [
        'requirement ROR-FEED-REPLACE-FIRST',
        'documented, must, required, 0.7.0',
        'documented, should, required, 0.7.0',
      ],
      ['setting extra', null, 'true'],
    ]);
  });
});

import type { Report, ReportScenario, ReportVerdict } from '../model/report.ts';
import type { FindingsContext } from './findings-text.ts';
import { failureText, findingsText } from './findings-text.ts';
import { shownStatus, skipText, troubleText } from './texts.ts';

/** Version of the Common Test Report Format. */
const CTRF_VERSION = '0.0.0';

/** A verdict `error` says nothing about the connector: neither passed nor failed. */
const CTRF_STATUS = {
  pass: 'passed',
  fail: 'failed',
  skip: 'skipped',
  omit: 'skipped',
  error: 'other',
} as const satisfies Record<ReportVerdict['status'], string>;

/**
 * The run in the Common Test Report Format (ctrf.io): a test a check, its scenario as suite. The time of a check alone is
 * not measured and stands as 0; `extra.scenarioMs` has that of its scenario.
 */
export function renderCtrf(report: Report, t: FindingsContext['t']): string {
  const tests = report.scenarios.flatMap((scenario) =>
    scenario.verdicts.map((verdict) => testOf(verdict, scenario, { report, t })),
  );
  const ctrf = {
    reportFormat: 'CTRF',
    specVersion: CTRF_VERSION,
    ...(report.finishedAt === null ? {} : { timestamp: report.finishedAt }),
    generatedBy: 'rorkit',
    results: {
      tool: { name: 'rorkit', version: report.header.rorkitVersion },
      summary: summaryOf(report, tests),
      tests,
      environment: environmentOf(report),
    },
  };
  return `${JSON.stringify(ctrf, null, 2)}\n`;
}

interface CtrfTest {
  readonly status: (typeof CTRF_STATUS)[ReportVerdict['status']];
}

function testOf(verdict: ReportVerdict, scenario: ReportScenario, context: FindingsContext): CtrfTest {
  const { report, t } = context;
  const trace = verdict.status === 'error' ? (verdict.error ?? '') : findingsText(verdict, context);
  const message = messageOf(verdict, scenario, t);
  const about = {
    testId: verdict.check,
    name: verdict.slug,
    status: CTRF_STATUS[verdict.status],
    rawStatus: shownStatus(verdict),
    duration: 0,
    suite: [scenario.id],
    tags: [scenario.area],
    ...(verdict.requirements.length === 0 ? {} : { labels: { requirement: verdict.requirements } }),
    ...(message === '' ? {} : { message }),
    ...(trace === '' ? {} : { trace }),
    extra: {
      run: report.header.run,
      attempt: scenario.attempt,
      journal: scenario.journal,
      scenarioMs: scenario.durationMs,
      optional: verdict.optional,
    },
  };
  return about;
}

function messageOf(verdict: ReportVerdict, scenario: ReportScenario, t: FindingsContext['t']): string {
  if (verdict.status === 'fail') return failureText(verdict, t);
  if (verdict.status === 'error') return verdict.error?.split('\n', 1)[0] ?? '';
  if (verdict.skip === null) return '';
  return [skipText(t, verdict.skip), ...scenario.troubles.map((one) => troubleText(t, one))].join('\n');
}

function summaryOf(report: Report, tests: readonly CtrfTest[]) {
  const count = (status: CtrfTest['status']): number => tests.filter((test) => test.status === status).length;
  const start = Date.parse(report.header.startedAt);
  const judgedMs = Math.round(report.scenarios.reduce((sum, { durationMs }) => sum + durationMs, 0));
  const stop = report.finishedAt === null ? start + judgedMs : Date.parse(report.finishedAt);
  return {
    tests: tests.length,
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    pending: 0,
    other: count('other'),
    suites: report.scenarios.length,
    start,
    stop,
    extra: {
      result: report.result,
      interrupted: report.finishedAt === null,
      ...(report.header.observed && { observed: report.header.observed }),
    },
  };
}

function environmentOf({ header }: Report) {
  const { product, connector, guide, catalogue, settings, seed, strict, nodeVersion } = header;
  return {
    reportName: `rorkit ${header.observed === undefined ? '' : 'observation '}${connector.name}`,
    ...(product === null ? {} : { appName: product.name, appVersion: product.version }),
    extra: { vendor: product?.vendor ?? null, connector, guide, catalogue, settings, seed, strict, nodeVersion },
  };
}

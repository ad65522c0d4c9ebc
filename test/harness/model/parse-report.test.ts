import { assert, integer, json, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReport } from '../../../harness/model/parse-report.ts';
import type { Report } from '../../../harness/model/report.ts';
import { renderJson } from '../../../harness/report/json.ts';
import { sampleReport } from '../../support/sample-run.ts';

const text = renderJson(sampleReport());

/** What is found when the sample is changed so. */
function faultAfter(change: (report: Report) => unknown) {
  const reading = parseReport(JSON.stringify(change(sampleReport())));
  return reading.ok ? null : reading.fault;
}

/** The sample with its first scenario changed. */
function firstScenario(report: Report, change: (scenario: Report['scenarios'][number]) => Report['scenarios'][number]) {
  return { ...report, scenarios: report.scenarios.map((one, index) => (index === 0 ? change(one) : one)) };
}

describe('reading a report.json', () => {
  it('gives the report that was written, also with a byte order mark before it', () => {
    expect(parseReport(text)).toEqual({ ok: true, report: sampleReport() });
    expect(parseReport(`\uFEFF${text}`).ok).toBe(true);
    expect(parseReport(renderJson(sampleReport({ isFinished: false }))).ok).toBe(true);
  });

  it('names a text that was cut short anywhere, and never throws', () => {
    assert(
      property(integer({ min: 0, max: text.length - 3 }), (length) => {
        expect(parseReport(text.slice(0, length))).toEqual({ ok: false, fault: { code: 'not-json' } });
      }),
    );
    assert(
      property(json(), (some) => {
        expect(parseReport(some)).toEqual({ ok: false, fault: { code: 'not-a-report' } });
      }),
    );
  });

  it('names another version of the format', () => {
    expect(faultAfter((report) => ({ ...report, version: 2 }))).toEqual({ code: 'other-version', seen: '2' });
    expect(faultAfter((report) => ({ ...report, version: '0.9', header: null }))).toEqual({
      code: 'other-version',
      seen: '0.9',
    });
  });

  it.each<[string, (report: Report) => unknown, string]>([
    ['a key that does not exist', (report) => ({ ...report, note: 'ok' }), ''],
    ['a key that is gone', (report) => ({ ...report, header: { ...report.header, seed: undefined } }), 'header.seed'],
    ['a better result', (report) => ({ ...report, result: 'conformant' }), 'result'],
    ['a count', (report) => ({ ...report, counts: { ...report.counts, fail: 0 } }), 'counts'],
    [
      'a failure called a pass',
      (report) => ({
        ...report,
        scenarios: report.scenarios.map((scenario) => ({
          ...scenario,
          verdicts: scenario.verdicts.map((one) => ({ ...one, status: 'pass' })),
        })),
      }),
      'scenarios.1.verdicts.0',
    ],
    ['a status', (report) => firstScenario(report, (one) => ({ ...one, status: 'omit' })), 'scenarios.0.status'],
    ['warnings', (report) => firstScenario(report, (one) => ({ ...one, warnings: 0 })), 'scenarios.0.warnings'],
    [
      'coverage',
      (report) => ({ ...report, coverage: report.coverage.map((one) => ({ ...one, state: 'met' })) }),
      'coverage',
    ],
    [
      'a check renamed',
      (report) => firstScenario(report, (one) => ({ ...one, id: 'feed/other' })),
      'scenarios.0.verdicts.0',
    ],
    ['a scenario that is gone', (report) => ({ ...report, scenarios: report.scenarios.slice(1) }), 'counts'],
  ])('names a change by hand: %s', (...[, change, where]) => {
    expect(faultAfter(change)).toEqual({ code: 'edited', where });
  });
});

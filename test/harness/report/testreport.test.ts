import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Report } from '../../../harness/model/report.ts';
import { renderTestReport } from '../../../harness/report/testreport.ts';
import { mergeDefinitions } from '../../../mev3/profiles/definitions.ts';
import { loadBaseDefinitions } from '../../../mev3/profiles/load.ts';
import { createValidator } from '../../../mev3/validator/create-validator.ts';
import own from '../../fixtures/r4/testreport.json' with { type: 'json' };
import { sampleReport } from '../../support/sample-run.ts';

const definitions = mergeDefinitions(loadBaseDefinitions(), { name: 'TestReport R4', ...own, codeSystems: [] });
const validator = createValidator(definitions);

const shape = z.looseObject({
  status: z.string(),
  result: z.string(),
  test: z.array(
    z.looseObject({
      name: z.string(),
      action: z.array(z.looseObject({ assert: z.looseObject({ result: z.string(), message: z.string() }) })),
    }),
  ),
});

function made(report: Report, language: 'fr' | 'en' = 'en'): unknown {
  return JSON.parse(renderTestReport(report, language));
}

describe('the FHIR TestReport', () => {
  test.each(['fr', 'en'] as const)('is a valid R4 resource (%s)', (language) => {
    expect(validator.validate(made(sampleReport(), language))).toEqual([]);
  });

  test('the validator that says so refuses a wrong one', () => {
    const wrong = JSON.parse(renderTestReport(sampleReport(), 'en').replace('"result": "fail"', '"result": "failed"'));
    expect(validator.validate(wrong).map(({ where }) => where)).toEqual(['TestReport.result']);
    expect(validator.validate({ resourceType: 'TestReport', status: 'completed', result: 'pass' })).not.toEqual([]);
  });

  test('has a test a scenario and an assertion a check, with what was found', () => {
    const { status, result, test: tests } = shape.parse(made(sampleReport()));
    expect({ status, result }).toEqual({ status: 'completed', result: 'fail' });
    const asserted = tests.map(({ name, action }) => [name, ...action.map(({ assert }) => assert.result)]);
    expect(asserted).toEqual([
      ['feed/replace', 'pass', 'warning'],
      ['attempts/no-retry', 'fail', 'skip'],
      ['trust/unlisted', 'skip'],
    ]);
    expect(tests[1]?.action[0]?.assert.message).toContain('Expected: no further PATCH of this record');
  });

  test('an interrupted run is stopped and never passed', () => {
    expect(made(sampleReport({ isFinished: false }))).toMatchObject({ status: 'stopped' });
    const notJudged: Report = {
      ...sampleReport(),
      result: 'not-judged',
      counts: { pass: 0, fail: 0, skip: 1, omit: 0, error: 0, warned: 0 },
    };
    expect(made(notJudged)).toMatchObject({ result: 'pending' });
    expect(made(notJudged)).not.toHaveProperty('score');
    expect(validator.validate(made(notJudged))).toEqual([]);
  });

  test('whatever a connector sent, it stays a valid resource', () => {
    const seen = '\u0000\u0085\uD800<b>&amp;"\u001B[31m';
    const report = sampleReport();
    const scenarios = report.scenarios.map((scenario) => ({
      ...scenario,
      verdicts: scenario.verdicts.map((verdict) => ({
        ...verdict,
        findings: verdict.findings.map((finding) => ({ ...finding, seen: seen.repeat(9_000), where: '' })),
      })),
    }));
    expect(validator.validate(made({ ...report, scenarios }))).toEqual([]);
    expect(validator.validate(made({ ...report, scenarios: [] }))).toEqual([]);
  });
});

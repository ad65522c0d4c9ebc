import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { Report, ReportVerdict } from '../../../harness/model/report.ts';
import { renderJunit } from '../../../harness/report/junit.ts';
import { createTranslate } from '../../../messages/index.ts';
import { sampleReport } from '../../support/sample-run.ts';

const SCHEMA = readFileSync(new URL('../../fixtures/junit/jenkins-junit-10.xsd', import.meta.url), 'utf8');

async function faultsOf(xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml: [{ fileName: 'junit.xml', contents: xml }], schema: [SCHEMA] });
  return errors.map(({ message }) => message);
}

function withVerdicts(change: (verdict: ReportVerdict) => ReportVerdict): Report {
  const report = sampleReport();
  return {
    ...report,
    scenarios: report.scenarios.map((scenario) => ({ ...scenario, verdicts: scenario.verdicts.map(change) })),
  };
}

describe('junit.xml is what Jenkins takes', () => {
  const hostile = `]]> <b a="1"> & \u0000\u001B[31m \uD800 \u{1F600}${'x'.repeat(10_000)}`;
  const cases: readonly (readonly [string, Report])[] = [
    ['a run with every kind of verdict', sampleReport()],
    ['a run that was interrupted', sampleReport({ isFinished: false })],
    ['a run of nothing', { ...sampleReport(), scenarios: [] }],
    [
      'findings with markup, control characters and the end of a CDATA section',
      withVerdicts((verdict) => ({
        ...verdict,
        findings: verdict.findings.map((finding) => ({ ...finding, seen: hostile, where: hostile, code: hostile })),
      })),
    ],
    [
      'errors of our own',
      withVerdicts((verdict) => ({ ...verdict, status: 'error', error: `TypeError: ${hostile}\n  at x` })),
    ],
    ['a name with markup', { ...sampleReport(), header: { ...sampleReport().header, seed: hostile } }],
  ];
  test.each(cases)('%s', async (_name, report) => {
    expect(await faultsOf(renderJunit(report, createTranslate('en')))).toEqual([]);
  });

  test('the schema that says so refuses an attribute that Jenkins does not know, and a failure in the wrong place', async () => {
    const xml = renderJunit(sampleReport(), createTranslate('en'));
    expect(await faultsOf(xml.replace('<testsuites ', '<testsuites skipped="2" '))).toHaveLength(1);
    expect(await faultsOf(xml.replace('<properties>', '<failure/><properties>'))).not.toEqual([]);
    expect(await faultsOf(xml.slice(0, -20))).not.toEqual([]);
  });
});

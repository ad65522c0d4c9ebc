import { createRequire } from 'node:module';
import type { Builder, TestCase, TestSuite } from 'junit-report-builder';
import type { Translate } from '../../messages/index.ts';
import type { Report, ReportScenario, ReportVerdict } from '../model/report.ts';
import type { FindingsContext } from './findings-text.ts';
import { failureText, findingsText } from './findings-text.ts';
import { skipText, troubleText } from './texts.ts';

// The package is CommonJS and its types are those of an ES module: only a require gives what it really exports.
const junit: Builder = createRequire(import.meta.url)('junit-report-builder');

/** Control characters that XML 1.0 cannot hold, in any spelling. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** The count that the library puts on the root; the schema by which Jenkins takes a file or refuses it has none there. */
const ROOT_SKIPPED = /^(<testsuites .*) skipped="\d+"(\/?>)$/m;

/** JUnit XML as GitLab, GitHub and Jenkins read it: a suite a scenario, a case a check. */
export function renderJunit(report: Report, t: Translate): string {
  const isObserved = report.header.observed !== undefined;
  const builder = junit
    .newBuilder()
    .name(clean(`rorkit ${isObserved ? 'observation ' : ''}${report.header.connector.name}`));
  for (const scenario of report.scenarios) addSuite(builder.testSuite(), scenario, { report, t });
  return builder.build().replace(ROOT_SKIPPED, '$1$2');
}

function addSuite(suite: TestSuite, scenario: ReportScenario, context: FindingsContext): void {
  const { header } = context.report;
  suite
    .name(scenario.id)
    .timestamp(header.startedAt)
    .time(scenario.durationMs / 1000)
    .property('run', String(header.run))
    .property('attempt', String(scenario.attempt))
    .property('seed', clean(header.seed));
  const troubles = scenario.troubles.map((trouble) => troubleText(context.t, trouble));
  for (const verdict of scenario.verdicts) {
    const testCase = suite.testCase().className(scenario.id.replaceAll('/', '.')).name(verdict.slug).time(0);
    if (verdict.status === 'pass' && verdict.findings.length > 0) {
      testCase.standardOutput(clean(findingsText(verdict, context)));
    }
    if (verdict.status === 'fail') addFailure(testCase, verdict, context);
    if (verdict.status === 'error') {
      testCase.error(firstLine(verdict.error), 'error').stacktrace(clean(verdict.error ?? ''));
    }
    if (verdict.status === 'skip' || verdict.status === 'omit') {
      const reason = verdict.skip === null ? [] : [skipText(context.t, verdict.skip)];
      testCase.skipped().standardOutput(clean([...reason, ...troubles].join('\n')));
    }
  }
}

function addFailure(testCase: TestCase, verdict: ReportVerdict, context: FindingsContext): void {
  const first = verdict.findings.find((finding) => finding.level === 'error') ?? verdict.findings[0];
  const message = clean(failureText(verdict, context.t));
  testCase.failure(message, clean(first?.code ?? 'failure')).stacktrace(clean(findingsText(verdict, context)));
}

function firstLine(text: string | null): string {
  return clean(text?.split('\n', 1)[0] ?? '');
}

/** The library writes text as CDATA and looks at nothing in it: what would end the section is broken up. */
function clean(text: string): string {
  return text.replace(NOT_XML, '�').replaceAll(']]>', ']] >');
}

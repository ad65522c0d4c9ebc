import { createHash } from 'node:crypto';
import type { TestReport, TestReportParticipant, TestReportTest, TestReportTestAction } from 'fhir/r4.js';
import type { Language, Translate } from '../../messages/index.ts';
import { createTranslate } from '../../messages/index.ts';
import type { Report, ReportScenario, ReportVerdict } from '../model/report.ts';
import type { FindingsContext } from './findings-text.ts';
import { findingsText } from './findings-text.ts';
import type { ShownStatus } from './texts.ts';
import { labelled, scenarioStatus, shownStatus, skipText, statusId, textOf, troubleText, wordsOf } from './texts.ts';

/** What an assertion says in FHIR for each way that a verdict is shown. */
const RESULTS = {
  pass: 'pass',
  warned: 'warning',
  fail: 'fail',
  error: 'error',
  skip: 'skip',
  omit: 'skip',
} as const satisfies Record<ShownStatus, string>;

/** A run that was not judged as a whole is neither: FHIR calls that pending. */
const RUN_RESULTS = {
  conformant: 'pass',
  'not-conformant': 'fail',
  'not-judged': 'pending',
} as const satisfies Record<Report['result'], TestReport['result']>;

/** Longest message of an assertion, in characters; report.html has the whole. */
const MAX_MESSAGE = 8_000;

/** What R4 does not allow in a string. */
const NOT_FHIR = /[^\t\n\r\u{20}-\u{7E}\u{A0}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** The run as a FHIR R4 TestReport: a test a scenario, an assertion a check. */
export function renderTestReport(report: Report, language: Language): string {
  return `${JSON.stringify(testReport(report, language), null, 2)}\n`;
}

function testReport(report: Report, language: Language): TestReport {
  const t = createTranslate(language);
  const { header, finishedAt } = report;
  const { product } = header;
  const tests = report.scenarios.map((scenario) => testOf(scenario, { report, t }, language));
  return {
    resourceType: 'TestReport',
    language,
    text: { status: 'generated', div: narrative(report, t) },
    name: plain(`rorkit, ${header.connector.name}, ${labelled(t, t('report.field-run'), String(header.run))}`),
    status: finishedAt === null ? 'stopped' : 'completed',
    testScript: {
      reference: scriptOf(report),
      display: plain(`rorkit ${header.rorkitVersion}, ${t('report.field-guide')} ${header.guide}`),
    },
    result: RUN_RESULTS[report.result],
    ...scoreOf(report),
    ...(product === null ? {} : { tester: plain(product.vendor) }),
    issued: finishedAt ?? header.startedAt,
    participant: participants(report, t),
    ...(tests.length === 0 ? {} : { test: tests }),
  };
}

/** The scenarios of this rorkit for this guide, by a UUID made of their names (RFC 9562, version 8): equal for equal ones. */
function scriptOf({ header }: Report): string {
  const digest = createHash('sha256').update(`rorkit ${header.rorkitVersion} ${header.guide}`).digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString('hex');
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')}`;
}

/** Part of the judged checks that passed, in percent. Nothing judged has no score. */
function scoreOf({ counts }: Report): { readonly score?: number } {
  const judged = counts.pass + counts.fail;
  return judged === 0 ? {} : { score: Math.round((counts.pass / judged) * 10_000) / 100 };
}

function participants({ header }: Report, t: Translate): TestReportParticipant[] {
  const tool = `pkg:npm/rorkit@${encodeURIComponent(header.rorkitVersion)}`;
  const { connector, product } = header;
  const name = product === null ? connector.name : `${product.name} ${product.version}, ${product.vendor}`;
  // RFC 6920: the connector file, named by its digest.
  const digest = Buffer.from(connector.digest, 'hex').toString('base64url');
  return [
    { type: 'test-engine', uri: tool, display: plain(`rorkit ${header.rorkitVersion}`) },
    { type: 'server', uri: `${tool}#mock-server`, display: plain(t('report.mock-name')) },
    { type: 'client', uri: `ni:///sha-256;${digest}`, display: plain(name) },
  ];
}

function testOf(scenario: ReportScenario, context: FindingsContext, language: Language): TestReportTest {
  const actions = scenario.verdicts.map((verdict) => actionOf(verdict, scenario, context));
  const nothing: TestReportTestAction = { assert: { result: 'skip', message: plain(context.t('skip.not-started')) } };
  return {
    name: plain(scenario.id),
    description: plain(scenario.title[language]),
    action: actions.length === 0 ? [nothing] : actions,
  };
}

function actionOf(verdict: ReportVerdict, scenario: ReportScenario, context: FindingsContext): TestReportTestAction {
  const { t } = context;
  const title = textOf(t, `check.${verdict.slug}`);
  const reasons = [
    `${verdict.slug}${title === undefined ? '' : ` · ${title}`}`,
    ...(verdict.skip === null
      ? []
      : [skipText(t, verdict.skip), ...scenario.troubles.map((one) => troubleText(t, one))]),
    ...(verdict.error === null ? [] : [verdict.error.split('\n', 1)[0] ?? '']),
    ...(verdict.findings.length === 0 ? [] : [findingsText(verdict, context)]),
  ];
  return { assert: { result: RESULTS[shownStatus(verdict)], message: plain(reasons.join('\n\n')) } };
}

function narrative(report: Report, t: Translate): string {
  const rows = report.scenarios.map(
    (scenario) => `<li>${escaped(`${t(statusId(scenarioStatus(scenario)))} · ${plain(scenario.id)}`)}</li>`,
  );
  const list = rows.length === 0 ? '' : `<ul>${rows.join('')}</ul>`;
  const words = wordsOf(report);
  const result = escaped([...words.headings.map((id) => t(id)), `${t(words.result)}. ${t(words.means)}`].join(' '));
  const disclaimer = escaped(t(words.disclaimer));
  return `<div xmlns="http://www.w3.org/1999/xhtml"><p>${result}</p><p>${disclaimer}</p>${list}</div>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A text as a FHIR string: never empty, no control characters, bounded. */
function plain(text: string): string {
  const clean = text.slice(0, MAX_MESSAGE).replaceAll(NOT_FHIR, '\uFFFD');
  // R4 has no white space but these four: not the unbreakable one of French either.
  const shown = clean.replaceAll(/[^\S \r\n\t]/gu, ' ').trim();
  return shown === '' ? '–' : shown;
}

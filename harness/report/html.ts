import { createHash } from 'node:crypto';
import { Eta } from 'eta';
import { createTranslate, isMessageId } from '../../messages/index.ts';
import type { Language, MessageId } from '../../messages/index.ts';
import { requiredNotClaimed } from '../model/partial.ts';
import type { Report, ReportScenario, ReportVerdict } from '../model/report.ts';
import { prettyBody } from './html-body.ts';
import { BilingualWriter } from './html-context.ts';
import { clockText, reportFields } from './html-fields.ts';
import type { FindingGroup } from './group-findings.ts';
import { groupFindings } from './group-findings.ts';
import { HTML_SCRIPT } from './html-script.ts';
import { HTML_STYLE } from './html-style.ts';
import { HTML_TEMPLATES } from './html-template.ts';
import { timelineWords } from './html-timeline.ts';
import type { ShownStatus } from './texts.ts';
import {
  SHOWN_STATUSES,
  STATUS_MARKS,
  durationText,
  groupText,
  scenarioStatus,
  shownStatus,
  skipText,
  textOf,
  troubleText,
  wordsOf,
} from './texts.ts';

const COVERAGE_STATUS = {
  met: 'pass',
  warned: 'warned',
  'not-met': 'fail',
  'not-judged': 'skip',
  'not-claimed': 'omit',
} as const satisfies Record<Report['coverage'][number]['state'], ShownStatus>;

/**
 * report.html: one file that opens from disk, without network, in French and English. `language` is the one that it
 * opens in. Its policy allows nothing but its own style and script, by their digests.
 */
export function renderHtml(report: Report, language: Language): string {
  return [...htmlPieces(report, language)].join('');
}

/** The same page scenario by scenario, for one that is too large to be held whole. */
export function* htmlPieces(report: Report, language: Language): Generator<string> {
  const eta = new Eta({ autoTrim: false });
  for (const [name, template] of Object.entries(HTML_TEMPLATES)) eta.loadTemplate(name, template);
  const escape = (text: string): string => eta.config.escapeFunction(text);
  const writer = new BilingualWriter(escape);
  const page = {
    report,
    language,
    title: createTranslate(language)(wordsOf(report).title),
    words: wordsOf(report),
    style: HTML_STYLE,
    script: HTML_SCRIPT,
    policy: contentPolicy(),
    partial: requiredNotClaimed(report.scenarios.flatMap(({ verdicts }) => verdicts)).join(', '),
    fields: reportFields(report, writer, escape),
    tally: tallyOf(report),
    areas: [...new Set(report.scenarios.map(({ area }) => area))],
    attention: attentionRows(report, writer),
    coverage: coverageRows(report),
    statuses: SHOWN_STATUSES,
    ...words(report, writer, escape),
    ...timelineWords(writer),
    ...ANCHORS,
  };
  yield eta.render('@before-scenarios', page);
  for (const scenario of report.scenarios) yield eta.render('@scenario', { ...page, scenario });
  yield eta.render('@after-scenarios', page);
}

function contentPolicy(): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${digest(HTML_STYLE)}'`,
    `script-src 'sha256-${digest(HTML_SCRIPT)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** How texts and values of the report are written; what gives markup has escaped it. */
function words(report: Report, writer: BilingualWriter, escape: (text: string) => string) {
  const requirements = new Map(report.requirements.map((one) => [one.id, one]));
  const said = new Map<string, string>();
  return {
    say: (id: string, values?: Record<string, string | number>) => {
      if (values !== undefined) return writer.each((t) => t(knownId(id), values));
      const text = said.get(id) ?? writer.each((t) => t(knownId(id)));
      said.set(id, text);
      return text;
    },
    both: (text: { fr: string; en: string }) => writer.both(text),
    mark: (status: ShownStatus) => STATUS_MARKS[status],
    shown: (one: ReportScenario | ReportVerdict) => ('slug' in one ? shownStatus(one) : scenarioStatus(one)),
    isOpen: (scenario: ReportScenario) => !['pass', 'omit'].includes(scenarioStatus(scenario)),
    checkTitle: ({ slug: name }: ReportVerdict) => writer.each((t) => textOf(t, `check.${name}`) ?? ''),
    groups: (verdict: ReportVerdict) => groupFindings(verdict.findings),
    group: (group: FindingGroup<ReportVerdict['findings'][number]>) => writer.each((t) => groupText(t, group)),
    skip: (skip: NonNullable<ReportVerdict['skip']>) => writer.each((t) => skipText(t, skip)),
    trouble: (trouble: { code: string; detail: string }) => writer.each((t) => troubleText(t, trouble)),
    duration: (ms: number) => writer.each((_, language) => durationText(ms, language)),
    window: ({ from, to, ms }: NonNullable<ReportVerdict['window']>) =>
      writer.each((t, language) => t('report.window', { from, to, duration: durationText(ms, language) })),
    requirement: (id: string) => requirements.get(id),
    rule: (id: string) => {
      const link = `<a href="#${ANCHORS.requirementAnchor(id)}"><code>${escape(id)}</code></a>`;
      const requirement = requirements.get(id);
      return requirement === undefined ? link : `${link} ${writer.both(requirement.text)}`;
    },
    clock: clockText,
    pretty: prettyBody,
    json: (value: unknown) => JSON.stringify(value, null, 2),
  };
}

function knownId(id: string): MessageId {
  if (!isMessageId(id)) throw new Error(`no text has the id ${id}`);
  return id;
}

/** Ids of parts of the page: letters, digits and hyphens only, whatever the names are. */
const ANCHORS = {
  anchor: (scenario: ReportScenario) => `s-${scenario.attempt}-${slug(scenario.id)}`,
  checkAnchor: (verdict: ReportVerdict, attempt: number) => `c-${attempt}-${slug(verdict.check)}`,
  entryAnchor: (scenario: ReportScenario, seq: number) => `e-${scenario.attempt}-${seq}`,
  requirementAnchor: (id: string) => `r-${slug(id)}`,
};

function slug(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9]+/g, '-');
}

interface TallyColumn {
  readonly status: ShownStatus;
  readonly scenarios: number;
  readonly checks: number;
}

function tallyOf(report: Report): TallyColumn[] {
  const scenarios = report.scenarios.map(scenarioStatus);
  const checks = report.scenarios.flatMap((scenario) => scenario.verdicts.map(shownStatus));
  return SHOWN_STATUSES.map((status) => ({
    status,
    scenarios: countOf(scenarios, status),
    checks: countOf(checks, status),
  }));
}

function countOf(list: readonly ShownStatus[], status: ShownStatus): number {
  return list.filter((one) => one === status).length;
}

/** Verdicts that somebody has to look at, worst first; `html` says what, in both languages. */
function attentionRows(report: Report, writer: BilingualWriter) {
  const verdicts = report.scenarios.flatMap(({ attempt, verdicts: own }) =>
    own.map((verdict) => ({ verdict, attempt })),
  );
  const rows = verdicts.filter(({ verdict }) => !['pass', 'omit'].includes(shownStatus(verdict)));
  return rows
    .toSorted((a, b) => rank(a.verdict) - rank(b.verdict))
    .map(({ verdict, attempt }) => ({
      status: shownStatus(verdict),
      check: verdict.check,
      anchor: ANCHORS.checkAnchor(verdict, attempt),
      html: attentionText(verdict, writer),
    }));
}

function rank(verdict: ReportVerdict): number {
  return SHOWN_STATUSES.indexOf(shownStatus(verdict));
}

function attentionText(verdict: ReportVerdict, writer: BilingualWriter): string {
  const { findings, skip, error } = verdict;
  if (skip !== null) return writer.each((t) => skipText(t, skip));
  if (error !== null) return writer.both({ fr: firstLine(error), en: firstLine(error) });
  const items = groupFindings(findings).map((group) => writer.each((t) => groupText(t, group)));
  return items.length === 1 ? items.join('') : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function coverageRows(report: Report) {
  const requirements = new Map(report.requirements.map((one) => [one.id, one]));
  return report.coverage.flatMap(({ requirement: id, state }) => {
    const requirement = requirements.get(id);
    return requirement === undefined
      ? []
      : [{ requirement, label: `report.state-${state}`, status: COVERAGE_STATUS[state] }];
  });
}

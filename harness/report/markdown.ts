import type { Language, Translate } from '../../messages/index.ts';
import { createTranslate } from '../../messages/index.ts';
import { requiredNotClaimed } from '../model/partial.ts';
import type { Report, ReportScenario, ReportVerdict } from '../model/report.ts';
import type { FindingGroup } from './group-findings.ts';
import { groupFindings } from './group-findings.ts';
import { cellCodeOf, codeOf, fitBlocks, proseOf } from './markdown-text.ts';
import type { ShownStatus } from './texts.ts';
import {
  SHOWN_STATUSES,
  STATUS_MARKS,
  durationText,
  groupText,
  labelled,
  scenarioStatus,
  shownStatus,
  skipText,
  textOf,
  wordsOf,
} from './texts.ts';
import { statusId, troubleText } from './texts.ts';

/** Longest summary, in characters: it fits in a comment on GitHub (65 536), the smallest place it may be put. */
export const MAX_MARKDOWN = 60_000;

/** Parts of it; the head is bounded by its fields. */
const BUDGET = { attention: 30_000, scenarios: 10_000, coverage: 6_000, troubles: 2_000 } as const;

/** Causes of one check that are shown, and further places of one cause; report.html has them all. */
const MAX_FINDINGS = 3;

interface MarkdownContext {
  readonly report: Report;
  readonly t: Translate;
  readonly language: Language;
}

/** A summary of the run in Markdown, for the page of a job or a comment of a forge; at most `MAX_MARKDOWN` characters. */
export function renderMarkdown(report: Report, language: Language): string {
  const context: MarkdownContext = { report, t: createTranslate(language), language };
  const parts = [headLines(context), attentionLines(context), scenarioLines(context), coverageLines(context)];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** A report without some required rule says so before anything else. */
function partialLines({ report, t }: MarkdownContext): string[] {
  const requirements = requiredNotClaimed(report.scenarios.flatMap(({ verdicts }) => verdicts));
  return requirements.length === 0 ? [] : [`**${t('report.partial', { requirements: requirements.join(', ') })}**`, ''];
}

function headLines(context: MarkdownContext): string[] {
  const { report, t } = context;
  const words = wordsOf(report);
  const { kept, left } = fitBlocks(report.troubles, BUDGET.troubles, (one) => `- ${proseOf(troubleText(t, one))}`);
  return [
    `## ${t(words.title)}`,
    '',
    ...words.headings.flatMap((id) => [`**${t(id)}**`, '']),
    `**${t(words.result)}** · ${t(words.means)}`,
    '',
    ...partialLines(context),
    ...(report.finishedAt === null ? [`**${t('report.unfinished')}**`, ''] : []),
    ...fieldLines(context),
    '',
    ...tallyLines(context),
    '',
    ...(kept.length === 0 ? [] : [...kept, ...leftLines(left, t), '']),
    `> ${t(words.disclaimer)}`,
  ];
}

function fieldLines({ report, t }: MarkdownContext): string[] {
  const { run, product, connector, guide, catalogue, seed, rorkitVersion, nodeVersion, startedAt } = report.header;
  const catalogueText = proseOf(t('report.catalogue-value', { name: catalogue.name, size: catalogue.size }));
  const fields = [
    [t('report.field-run'), `${run} (${proseOf(startedAt)})`],
    ...(product === null
      ? []
      : [[t('report.field-product'), proseOf(`${product.name} ${product.version}, ${product.vendor}`)]]),
    [t('report.field-connector'), `${proseOf(connector.name)} (${cellCodeOf(connector.file)})`],
    [t('report.field-guide'), proseOf(guide)],
    [t('report.field-catalogue'), `${catalogueText} (${cellCodeOf(catalogue.digest.slice(0, 12))})`],
    [t('report.field-seed'), cellCodeOf(seed)],
    [t('report.field-version'), proseOf(`${rorkitVersion} · Node ${nodeVersion}`)],
  ];
  return ['| | |', '| --- | --- |', ...fields.map(([label = '', value = '']) => `| ${label} | ${value} |`)];
}

function tallyLines({ report, t }: MarkdownContext): string[] {
  const checks = report.scenarios.flatMap(({ verdicts }) => verdicts.map(shownStatus));
  return [
    `| | ${SHOWN_STATUSES.map((status) => labelOf(status, t)).join(' | ')} |`,
    `| --- |${' ---: |'.repeat(SHOWN_STATUSES.length)}`,
    `| ${t('report.scenarios')} | ${countCells(report.scenarios.map(scenarioStatus))} |`,
    `| ${t('report.checks')} | ${countCells(checks)} |`,
  ];
}

function countCells(statuses: readonly ShownStatus[]): string {
  return SHOWN_STATUSES.map((status) => String(statuses.filter((one) => one === status).length)).join(' | ');
}

function attentionLines(context: MarkdownContext): string[] {
  const { report, t } = context;
  const toShow = report.scenarios
    .flatMap((scenario) => scenario.verdicts.map((verdict) => ({ scenario, verdict, status: shownStatus(verdict) })))
    .filter(({ status }) => status !== 'pass' && status !== 'omit')
    .toSorted((a, b) => SHOWN_STATUSES.indexOf(a.status) - SHOWN_STATUSES.indexOf(b.status));
  if (toShow.length === 0) return [`### ${t('report.to-look-at')}`, '', t('report.nothing-to-look-at')];
  const { kept, left } = fitBlocks(toShow, BUDGET.attention, ({ scenario, verdict }) =>
    verdictBlock(verdict, scenario, context),
  );
  return [`### ${t('report.to-look-at')}`, '', ...kept, ...leftLines(left, t)];
}

function verdictBlock(verdict: ReportVerdict, scenario: ReportScenario, context: MarkdownContext): string {
  const { t } = context;
  const title = textOf(t, `check.${verdict.slug}`);
  const head = `- ${labelOf(shownStatus(verdict), t)} ${codeOf(verdict.check)}${title === undefined ? '' : ` ${proseOf(title)}`}`;
  const groups = groupFindings(verdict.findings);
  const shown = groups.slice(0, MAX_FINDINGS);
  const reasons = [
    ...(verdict.skip === null
      ? []
      : [skipText(t, verdict.skip), ...scenario.troubles.map((one) => troubleText(t, one))]),
    ...(verdict.error === null ? [] : [verdict.error.split('\n', 1)[0] ?? '']),
  ];
  return [
    head,
    ...reasons.slice(0, MAX_FINDINGS).map((reason) => `  - ${proseOf(reason)}`),
    ...shown.flatMap((group) => findingLines(group, context)),
    ...leftLines(groups.length - shown.length, t).map((line) => `  ${line}`),
  ].join('\n');
}

function findingLines(group: FindingGroup<ReportVerdict['findings'][number]>, context: MarkdownContext): string[] {
  const { report, t, language } = context;
  const { first: finding, others } = group;
  const requirement = report.requirements.find((one) => one.id === finding.requirement);
  const entry = finding.entry === null ? '' : ` (${t('report.at-entry', { entry: finding.entry })})`;
  const basis = requirement === undefined ? '' : ` (${t(`report.basis-${requirement.basis}`)})`;
  return [
    `  - ${proseOf(groupText(t, group))}`,
    `    - ${labelled(t, t('report.expected'), codeOf(finding.expected))}`,
    `    - ${labelled(t, t('report.seen'), codeOf(finding.seen))}`,
    `    - ${labelled(t, t('report.where'), `${codeOf(finding.where)}${entry}`)}`,
    `    - ${labelled(t, t('report.rule'), `${codeOf(finding.requirement)}${basis}`)}`,
    ...(requirement === undefined
      ? []
      : [`    - ${labelled(t, t('report.mend'), proseOf(requirement.mend[language]))}`]),
    ...otherLines(others, t),
  ];
}

function otherLines(others: readonly ReportVerdict['findings'][number][], t: Translate): string[] {
  if (others.length === 0) return [];
  const shown = others.slice(0, MAX_FINDINGS).map(({ where, seen }) => `${codeOf(where)} (${codeOf(seen)})`);
  const left = others.length - shown.length;
  const more = left > 0 ? [t('formats.left-out', { count: left })] : [];
  return [`    - ${t('report.also-at')} ${[...shown, ...more].join(', ')}`];
}

function scenarioLines({ report, t, language }: MarkdownContext): string[] {
  const rowOf = (scenario: ReportScenario): string => {
    const cells = [
      labelOf(scenarioStatus(scenario), t),
      cellCodeOf(scenario.id),
      proseOf(scenario.title[language]),
      String(scenario.verdicts.length),
      durationText(scenario.durationMs, language),
    ];
    return `| ${cells.join(' | ')} |`;
  };
  const { kept, left } = fitBlocks(report.scenarios, BUDGET.scenarios, rowOf);
  const head = [t('report.status'), t('report.scenario'), '', t('report.checks'), t('report.duration')];
  return [
    `### ${t('report.scenarios')}`,
    '',
    `| ${head.join(' | ')} |`,
    '| --- | --- | --- | ---: | ---: |',
    ...kept,
    ...(left === 0 ? [] : ['', ...leftLines(left, t)]),
  ];
}

const COVERAGE_STATES = ['not-met', 'warned', 'not-judged', 'not-claimed', 'met'] as const;

function coverageLines({ report, t }: MarkdownContext): string[] {
  const lines = COVERAGE_STATES.flatMap((state) => {
    const ids = report.coverage.filter((one) => one.state === state).map((one) => one.requirement);
    if (ids.length === 0) return [];
    const { kept, left } = fitBlocks(ids, BUDGET.coverage / COVERAGE_STATES.length, codeOf);
    const more = left === 0 ? [] : [t('formats.left-out', { count: left })];
    return [`- ${labelled(t, `${t(`report.state-${state}`)} (${ids.length})`, [...kept, ...more].join(' '))}`];
  });
  return [`### ${t('report.coverage')}`, '', ...lines];
}

function leftLines(left: number, t: Translate): string[] {
  return left > 0 ? [`- ${t('formats.left-out', { count: left })}`] : [];
}

function labelOf(status: ShownStatus, t: Translate): string {
  return `${STATUS_MARKS[status]} ${t(statusId(status))}`;
}

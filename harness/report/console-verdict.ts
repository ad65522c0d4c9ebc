import type { Language, Translate } from '../../messages/index.ts';
import type { Requirement } from '../model/requirement.ts';
import type { Verdict, WeighedFinding } from '../model/verdict.ts';
import type { FindingGroup } from './group-findings.ts';
import { groupFindings } from './group-findings.ts';
import { STATUS_MARKS, durationText, groupText, labelled, shownStatus, skipText, textOf } from './texts.ts';

/** What the lines of a verdict are made with. */
interface VerdictContext {
  readonly t: Translate;
  readonly language: Language;
  readonly requirements: ReadonlyMap<string, Requirement>;
}

/** Causes of one check shown on the console, and further places of one cause; the report has them all. */
const MAX_SHOWN = 5;

/** A verdict as lines: its mark and name, then, when it does not simply pass, what, where, which rule, how to mend it. */
export function verdictLines(verdict: Verdict, context: VerdictContext): string[] {
  const title = textOf(context.t, `check.${verdict.slug}`);
  const head = `${STATUS_MARKS[shownStatus(verdict)]} ${verdict.slug}${title === undefined ? '' : ` · ${title}`}`;
  if (verdict.status === 'skip' || verdict.status === 'omit') {
    return [verdict.skip === null ? head : labelled(context.t, head, skipText(context.t, verdict.skip))];
  }
  if (verdict.status === 'error') return [labelled(context.t, head, verdict.error?.split('\n', 1)[0] ?? '')];
  const groups = groupFindings(verdict.findings);
  const shown = groups.slice(0, MAX_SHOWN);
  return [
    head,
    ...shown.flatMap((group) => groupLines(group, context)),
    ...leftLines(groups.length - shown.length, context),
    ...windowLines(verdict, context),
  ];
}

function groupLines(group: FindingGroup<WeighedFinding>, context: VerdictContext): string[] {
  const { t } = context;
  const others = group.others.slice(0, MAX_SHOWN);
  return [
    groupText(t, group),
    ...findingRows(group.first, context),
    ...(others.length === 0 ? [] : [`  ${t('report.also-at')}`]),
    ...others.map((finding) => `    ${oneLine(labelled(t, placeText(finding, t), finding.seen))}`),
    ...leftLines(group.others.length - others.length, context).map((line) => `    ${line}`),
  ];
}

function leftLines(count: number, { t }: VerdictContext): string[] {
  return count > 0 ? [t('formats.left-out', { count })] : [];
}

function placeText({ where, entry }: WeighedFinding, t: Translate): string {
  const place = entry === null ? [] : [t('report.at-entry', { entry })];
  return [where, ...place].filter((part) => part !== '').join(', ');
}

function findingRows(finding: WeighedFinding, { t, language, requirements }: VerdictContext): string[] {
  const requirement = requirements.get(finding.requirement);
  const rows: (readonly [string, string])[] = [
    [t('report.expected'), finding.expected],
    [t('report.seen'), finding.seen],
    [t('report.where'), placeText(finding, t)],
    [t('report.rule'), requirement === undefined ? finding.requirement : ruleText(requirement, { t, language })],
  ];
  if (requirement !== undefined) rows.push([t('report.mend'), requirement.mend[language]]);
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, text]) => `  ${label.padEnd(width)}  ${oneLine(text)}`);
}

function ruleText(requirement: Requirement, { t, language }: Pick<VerdictContext, 't' | 'language'>): string {
  const basis = t(`report.basis-${requirement.basis}`);
  return `${requirement.id} (${basis}, ${requirement.source}) ${requirement.text[language]}`;
}

function windowLines(verdict: Verdict, { t, language }: VerdictContext): string[] {
  if (verdict.status !== 'fail' || verdict.window === null) return [];
  const { from, to, ms } = verdict.window;
  return [t('report.window', { from, to, duration: durationText(ms, language) })];
}

/** What a connector sent cannot move the cursor or break the line. */
function oneLine(text: string): string {
  return text.replaceAll(/[^\P{C}]+/gu, ' ').trim();
}

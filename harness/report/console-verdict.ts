import type { Language, Translate } from '../../messages/index.ts';
import type { Requirement } from '../model/requirement.ts';
import type { Verdict, WeighedFinding } from '../model/verdict.ts';
import { STATUS_MARKS, durationText, findingText, shownStatus, skipText, textOf } from './texts.ts';

/** What the lines of a verdict are made with. */
interface VerdictContext {
  readonly t: Translate;
  readonly language: Language;
  readonly requirements: ReadonlyMap<string, Requirement>;
}

/** Findings of one check shown on the console; the report has them all. */
const MAX_FINDINGS = 5;

/** A verdict as lines: its mark and name, then, when it does not simply pass, what, where, which rule, how to mend it. */
export function verdictLines(verdict: Verdict, context: VerdictContext): string[] {
  const title = textOf(context.t, `check.${verdict.slug}`);
  const head = `${STATUS_MARKS[shownStatus(verdict)]} ${verdict.slug}${title === undefined ? '' : ` · ${title}`}`;
  if (verdict.status === 'skip' || verdict.status === 'omit') {
    return [verdict.skip === null ? head : `${head}: ${skipText(context.t, verdict.skip)}`];
  }
  if (verdict.status === 'error') return [`${head}: ${verdict.error?.split('\n', 1)[0] ?? ''}`];
  const shown = verdict.findings.slice(0, MAX_FINDINGS);
  const rest = verdict.findings.length - shown.length;
  return [
    head,
    ...shown.flatMap((finding) => findingLines(finding, context)),
    ...(rest > 0 ? [`+ ${rest}`] : []),
    ...windowLines(verdict, context),
  ];
}

function findingLines(finding: WeighedFinding, { t, language, requirements }: VerdictContext): string[] {
  const requirement = requirements.get(finding.requirement);
  const place = finding.entry === null ? [] : [t('report.at-entry', { entry: finding.entry })];
  const rows: (readonly [string, string])[] = [
    [t('report.expected'), finding.expected],
    [t('report.seen'), finding.seen],
    [t('report.where'), [finding.where, ...place].filter((part) => part !== '').join(', ')],
    [t('report.rule'), requirement === undefined ? finding.requirement : ruleText(requirement, { t, language })],
  ];
  if (requirement !== undefined) rows.push([t('report.mend'), requirement.mend[language]]);
  const width = Math.max(...rows.map(([label]) => label.length));
  return [findingText(t, finding), ...rows.map(([label, text]) => `  ${label.padEnd(width)}  ${oneLine(text)}`)];
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

import type { Translate } from '../../messages/index.ts';
import type { Report, ReportVerdict } from '../model/report.ts';
import { findingText } from './texts.ts';

/** What the findings of a verdict are told with. */
export interface FindingsContext {
  readonly report: Report;
  readonly t: Translate;
}

/** All findings of a verdict as plain text: what, expected, seen, where, which rule. */
export function findingsText(verdict: ReportVerdict, { report, t }: FindingsContext): string {
  const blocks = verdict.findings.map((finding) => {
    const requirement = report.requirements.find((one) => one.id === finding.requirement);
    return [
      `[${finding.level}] ${findingText(t, finding)}`,
      `  ${t('report.expected')}: ${finding.expected}`,
      `  ${t('report.seen')}: ${finding.seen}`,
      `  ${t('report.where')}: ${finding.where}${finding.entry === null ? '' : ` (${t('report.at-entry', { entry: finding.entry })})`}`,
      `  ${t('report.rule')}: ${finding.requirement}${requirement === undefined ? '' : ` (${requirement.source})`}`,
    ].join('\n');
  });
  return blocks.join('\n');
}

/** The one sentence that stands for a failed verdict: its first error. */
export function failureText(verdict: ReportVerdict, t: Translate): string {
  const first = verdict.findings.find((finding) => finding.level === 'error') ?? verdict.findings[0];
  return first === undefined ? verdict.check : findingText(t, first);
}

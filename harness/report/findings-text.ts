import type { Translate } from '../../messages/index.ts';
import type { Report, ReportVerdict } from '../model/report.ts';
import { findingText, labelled } from './texts.ts';

/** What the findings of a verdict are told with. */
export interface FindingsContext {
  readonly report: Report;
  readonly t: Translate;
}

/** All findings of a verdict as plain text: what, expected, seen, where, which rule. */
export function findingsText(verdict: ReportVerdict, { report, t }: FindingsContext): string {
  const blocks = verdict.findings.map((finding) => {
    const requirement = report.requirements.find((one) => one.id === finding.requirement);
    const source = requirement === undefined ? '' : ` (${requirement.source})`;
    const entry = finding.entry === null ? '' : ` (${t('report.at-entry', { entry: finding.entry })})`;
    return [
      `[${finding.level}] ${findingText(t, finding)}`,
      `  ${labelled(t, t('report.expected'), finding.expected)}`,
      `  ${labelled(t, t('report.seen'), finding.seen)}`,
      `  ${labelled(t, t('report.where'), `${finding.where}${entry}`)}`,
      `  ${labelled(t, t('report.rule'), `${finding.requirement}${source}`)}`,
    ].join('\n');
  });
  return blocks.join('\n');
}

/** The one sentence that stands for a failed verdict: its first error. */
export function failureText(verdict: ReportVerdict, t: Translate): string {
  const first = verdict.findings.find((finding) => finding.level === 'error') ?? verdict.findings[0];
  return first === undefined ? verdict.check : findingText(t, first);
}

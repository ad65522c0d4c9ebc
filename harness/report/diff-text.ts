import type { Translate } from '../../messages/index.ts';
import type { FactChange } from '../model/diff-facts.ts';
import type { ComparedRun, ComparedStatus, ReportDiff, VerdictChange } from '../model/diff-reports.ts';
import { labelled, statusId, textOf, wordsOf } from './texts.ts';

/** What changed between two runs, for people: worst first, one line a change. */
export function renderDiff(diff: ReportDiff, t: Translate): string {
  const of = (change: VerdictChange['change']): string[] =>
    diff.verdicts.filter((one) => one.change === change).flatMap((one) => verdictLines(one, t));
  const lines = [
    t('formats.diff-before', sideValues(diff.before, t)),
    t('formats.diff-after', sideValues(diff.after, t)),
    ...section(t('formats.diff-worse'), of('worse')),
    ...section(t('formats.diff-better'), of('better')),
    ...section(t('formats.diff-other'), of('other')),
    ...section(t('formats.diff-new-scenarios'), indented(diff.newScenarios)),
    ...section(t('formats.diff-removed-scenarios'), indented(diff.removedScenarios)),
    ...section(t('formats.diff-new-checks'), indented(outside(diff.newChecks, diff.newScenarios))),
    ...section(t('formats.diff-removed-checks'), indented(outside(diff.removedChecks, diff.removedScenarios))),
    ...section(
      t('formats.diff-facts'),
      diff.facts.map((fact) => `  ${factText(fact, t)}`),
    ),
    '',
    t(diff.isWorse ? 'formats.diff-is-worse' : 'formats.diff-not-worse'),
  ];
  return `${lines.join('\n')}\n`;
}

function sideValues(side: ComparedRun, t: Translate) {
  const { run, startedAt, isFinished, counts } = side;
  const unfinished = isFinished ? '' : ` · ${t('formats.diff-unfinished')}`;
  const total = counts.pass + counts.fail + counts.skip + counts.omit + counts.error;
  return {
    run,
    startedAt,
    result: `${t(wordsOf({ result: side.result, header: side }).result)}${unfinished}`,
    fail: counts.fail,
    total,
  };
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${clean(line)}`);
}

/** The checks of a scenario that is new or gone as a whole are not named one by one. */
function outside(checks: readonly string[], scenarios: readonly string[]): string[] {
  return checks.filter((check) => !scenarios.includes(check.slice(0, check.lastIndexOf('#'))));
}

function verdictLines({ check, before, after, newFindings, goneFindings }: VerdictChange, t: Translate): string[] {
  return [
    `  ${labelled(t, clean(check), `${statusText(before, t)} → ${statusText(after, t)}`)}`,
    ...newFindings.map((finding) => `    + ${clean(finding)}`),
    ...goneFindings.map((finding) => `    - ${clean(finding)}`),
  ];
}

function statusText(status: ComparedStatus, t: Translate): string {
  return status === 'absent' ? t('formats.diff-absent') : t(statusId(status));
}

function factText({ fact, before, after }: FactChange, t: Translate): string {
  const label = textOf(t, `formats.fact-${fact}`) ?? clean(fact);
  return labelled(t, label, `${clean(before ?? '–')} → ${clean(after ?? '–')}`);
}

/** What stands in a report file cannot move the cursor of a terminal. */
function clean(text: string): string {
  return text.replaceAll(/[^\P{C}]+/gu, ' ');
}

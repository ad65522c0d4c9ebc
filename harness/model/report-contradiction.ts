import type { Report, ReportScenario, ReportVerdict } from './report.ts';
import { countVerdicts, coverageOf, resultUnfinished, scenarioStatusOf } from './report-model.ts';
import { rollUp } from './roll-up.ts';
import { hasWarnings } from './verdict.ts';

/**
 * Where a report says something that does not follow from its own findings and verdicts, as a path such as `counts`;
 * null when it agrees with itself. A report that was not changed since it was made always does.
 */
export function findContradiction(report: Report): string | null {
  for (const [index, scenario] of report.scenarios.entries()) {
    const place = contradictionOf(scenario);
    if (place !== null) return `scenarios.${index}.${place}`;
  }
  const verdicts = report.scenarios.flatMap((scenario) => scenario.verdicts);
  if (!isSame(report.counts, countVerdicts(verdicts))) return 'counts';
  const requirements = new Map(report.requirements.map((one) => [one.id, one]));
  if (!isSame(report.coverage, coverageOf(requirements, verdicts))) return 'coverage';
  const result = report.finishedAt === null ? resultUnfinished(verdicts) : rollUp(verdicts);
  return report.result === result ? null : 'result';
}

function contradictionOf({ id, status, warnings, verdicts }: ReportScenario): string | null {
  const wrong = verdicts.findIndex((verdict) => !agrees(verdict) || verdict.check !== `${id}#${verdict.slug}`);
  if (wrong !== -1) return `verdicts.${wrong}`;
  if (status !== scenarioStatusOf(verdicts)) return 'status';
  return warnings === verdicts.filter(hasWarnings).length ? null : 'warnings';
}

/** A fail has a finding of level error, and nothing else has one. */
function agrees({ status, findings }: ReportVerdict): boolean {
  return (status === 'fail') === findings.some((finding) => finding.level === 'error');
}

/** Both sides are made of plain values in the order of the schema. */
function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

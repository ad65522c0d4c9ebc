import type { Verdict, VerdictStatus } from '../../harness/model/verdict.ts';

/** The ids of the checks with this status, sorted. */
export function checksThat(status: VerdictStatus, verdicts: readonly Verdict[]): string[] {
  return verdicts
    .filter((verdict) => verdict.status === status)
    .map(({ check }) => check)
    .toSorted();
}

/** The ids of the checks that passed with a warning, sorted. */
export function checksThatWarn(verdicts: readonly Verdict[]): string[] {
  return verdicts
    .filter(({ status, findings }) => status === 'pass' && findings.length > 0)
    .map(({ check }) => check)
    .toSorted();
}

import type { RunResult } from './run-event.ts';
import type { Verdict } from './verdict.ts';

/**
 * The result of a run: any fail → `not-conformant`; else any error, any required skip, or no verdict that judged
 * something → `not-judged`; else `conformant`. Warnings alone change nothing.
 */
export function rollUp(verdicts: readonly Verdict[]): RunResult {
  if (verdicts.some((verdict) => verdict.status === 'fail')) return 'not-conformant';
  const open = verdicts.some(
    (verdict) => verdict.status === 'error' || (verdict.status === 'skip' && !verdict.optional),
  );
  const judged = verdicts.some((verdict) => verdict.status === 'pass');
  return open || !judged ? 'not-judged' : 'conformant';
}

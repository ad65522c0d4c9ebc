import type { AttemptView, CheckContext, CheckOutcome } from './check.ts';
import type { Finding, SkipReason } from './verdict.ts';

/** The outcome of a check that looked at `judged` things; a skip with `reason` when there was nothing to look at. */
export function outcome(judged: number, findings: readonly Finding[], reason: string): CheckOutcome {
  return judged === 0 && findings.length === 0 ? skipped(reason) : { judged: Math.max(judged, 1), findings };
}

/** The outcome of a check that could judge nothing. `reason`: id of a text, without `skip.`. */
export function skipped(reason: string, values?: SkipReason['values']): CheckOutcome {
  return { judged: 0, findings: [], skip: values === undefined ? { reason } : { reason, values } };
}

/** The outcome of a check that has no subject with this connector or in this attempt: it is omitted, with the reason. */
export function doesNotApply(reason: string): CheckOutcome {
  return { judged: 0, findings: [], skip: { reason }, doesNotApply: true };
}

/** The window from the entry `seq` to the end of the attempt. */
function windowFrom(view: AttemptView, seq: number): AttemptView['window'] {
  const first = view.entries.find((entry) => entry.seq === seq);
  const last = view.entries.at(-1);
  const ms = first === undefined || last === undefined ? 0 : Date.parse(last.at) - Date.parse(first.at);
  return { from: seq, to: view.window.to, ms: Number.isFinite(ms) ? Math.max(0, ms) : 0 };
}

/** What a negative check saw: things after which something must not happen. */
export interface Absence {
  /** Why there is nothing to judge when `watched` is empty: id of a text, without `skip.`. */
  readonly reason: string;
  /** `seq` of each thing after which the absence was watched. */
  readonly watched: readonly number[];
  readonly findings: readonly Finding[];
}

/**
 * The outcome of a negative check, with its window. A connector that has ended shows by its silence that nothing more
 * comes; one that runs on must have been watched for longer than it waits between two attempts.
 */
export function absenceOutcome(context: CheckContext, absence: Absence): CheckOutcome {
  const { watched, findings } = absence;
  const first = watched[0];
  if (first === undefined) return skipped(absence.reason);
  const window = windowFrom(context.view, first);
  const afterLast = windowFrom(context.view, watched.at(-1) ?? first);
  const { retryEveryMs } = context.timing;
  if (findings.length === 0 && !context.settled && afterLast.ms < retryEveryMs) {
    return skipped('window-too-short', { watchedMs: afterLast.ms, retryEveryMs });
  }
  return { judged: watched.length, findings, window };
}

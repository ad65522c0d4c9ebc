/** Reason with which the deadline of a run aborts its signal; any other reason is an interruption. */
export const RUN_DEADLINE = 'run-deadline';

/** Why the run is to stop; null while it is not. */
export function stopReason(signal: AbortSignal): 'interrupted' | 'run-deadline' | null {
  if (!signal.aborted) return null;
  return signal.reason === RUN_DEADLINE ? 'run-deadline' : 'interrupted';
}

import type { Stimulus } from '../model/check.ts';
import type { ConnectorRun, Trouble } from './connector-run.ts';
import { resultOfExit, startTree, startTrouble } from './connector-run.ts';
import type { StimulusResult } from './driver.ts';
import type { RootExit } from './process-tree.ts';

/** How one process went: when its whole tree had ended, or was ended by us. */
export interface ProcessOutcome {
  readonly exit: RootExit;
  readonly timedOut: boolean;
  readonly trouble: Trouble | null;
  readonly durationMs: number;
}

/** Runs one process to the end of its whole tree, at most `timing.deadlineMs`; `input` is all that it reads. Never rejects. */
export async function runToEnd(run: ConnectorRun, command: readonly string[], input: string): Promise<ProcessOutcome> {
  const started = performance.now();
  const full = new AbortController();
  const deadline = AbortSignal.timeout(run.file.timing.deadlineMs);
  const tree = startTree(run, command, { onFull: () => full.abort() });
  tree.child.stdin.end(input);
  const ended = await tree.ended(AbortSignal.any([deadline, full.signal, run.interrupted]));
  if (ended) await tree.release();
  else await tree.stop(run.file.stop.signal, run.file.stop.graceMs);
  const exit = await tree.rootExit;
  const timedOut = !ended && deadline.aborted;
  return {
    exit,
    timedOut,
    trouble: startTrouble(exit, run) ?? limitTrouble(run, full.signal.aborted, timedOut),
    durationMs: Math.round(performance.now() - started),
  };
}

/** `lifetime: stimulus`: one process, one stimulus on stdin, the exit code is the result. */
export async function deliverByProcess(run: ConnectorRun, stimulus: Stimulus): Promise<StimulusResult> {
  const outcome = await runToEnd(run, run.command, `${JSON.stringify(stimulus)}\n`);
  const { exit, timedOut, trouble, durationMs } = outcome;
  return {
    result: trouble === null ? resultOfExit(exit) : 'abnormal',
    exitCode: exit.exitCode,
    signal: exit.signal,
    timedOut,
    durationMs,
    trouble,
  };
}

/** Trouble when the output limit or the deadline ended it. */
export function limitTrouble(run: ConnectorRun, full: boolean, timedOut: boolean): Trouble | null {
  if (full) return { code: 'output-limit', detail: String(run.file.output.maxBytes) };
  return timedOut ? { code: 'hangs', detail: String(run.file.timing.deadlineMs) } : null;
}

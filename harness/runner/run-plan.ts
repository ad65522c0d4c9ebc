import { rollUp } from '../model/roll-up.ts';
import type { RunHeader, RunResult } from '../model/run-event.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Lane, RunOptions } from './lane.ts';
import { ScenarioQueue, runLane } from './run-lane.ts';
import { stopReason } from './stop-reason.ts';

/** What came of a run. */
export interface RunOutcome {
  /** Null when it was interrupted. */
  readonly result: RunResult | null;
}

/**
 * Runs all scenarios over the lanes, each lane one at a time. Says everything as RunEvents; an interrupted run ends
 * without `run-finished`. The lanes stay open: who opened them closes them.
 */
export async function runPlan(header: RunHeader, lanes: readonly Lane[], options: RunOptions): Promise<RunOutcome> {
  const verdicts: Verdict[] = [];
  const watched: RunOptions = {
    ...options,
    emit: (event) => {
      if (event.type === 'scenario-judged') verdicts.push(...event.verdicts);
      options.emit(event);
    },
  };
  watched.emit({ type: 'run-started', header });
  const queue = new ScenarioQueue(options.scenarios);
  await Promise.all(lanes.map((lane) => runLane(lane, queue, watched)));
  const stopped = stopReason(options.signal);
  if (stopped !== null) {
    const detail = stopped === 'run-deadline' ? String(options.runDeadlineMs) : '';
    watched.emit({ type: 'connector-trouble', scenario: null, code: stopped, detail });
  }
  if (stopped === 'interrupted') return { result: null };
  const result = rollUp(verdicts);
  watched.emit({ type: 'run-finished', result, finishedAt: new Date().toISOString() });
  return { result };
}

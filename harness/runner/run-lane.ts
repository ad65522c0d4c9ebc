import { rollUp } from '../model/roll-up.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Lane, RunOptions } from './lane.ts';
import type { AttemptOutcome } from './run-scenario.ts';
import { runScenario, skipScenario } from './run-scenario.ts';
import { stopReason } from './stop-reason.ts';

/** A connector that hangs this often in a row will hang again: the rest is not waited for. */
const MAX_HANGS = 3;

/** Scenarios that no lane has taken yet, and whether they are still to be run. */
export class ScenarioQueue {
  readonly #open: Scenario[];
  #stopped = false;

  constructor(scenarios: readonly Scenario[]) {
    this.#open = [...scenarios];
  }

  /** True once the rest is only named in the report. */
  get isStopped(): boolean {
    return this.#stopped;
  }

  /** The next scenario; undefined when none is left. */
  take(): Scenario | undefined {
    return this.#open.shift();
  }

  /** From now on scenarios are not run. */
  stop(): void {
    this.#stopped = true;
  }
}

/** Runs scenarios of the queue in turn until none is left or the run is interrupted. */
export async function runLane(lane: Lane, queue: ScenarioQueue, options: RunOptions): Promise<void> {
  let hangs = 0;
  for (let scenario = queue.take(); scenario !== undefined; scenario = queue.take()) {
    const stopped = stopReason(options.signal);
    if (stopped === 'interrupted') return;
    if (queue.isStopped || stopped === 'run-deadline') {
      await skipScenario(scenario, lane, options);
      continue;
    }
    const outcome = await runScenario(scenario, lane, options);
    hangs = outcome?.trouble?.code === 'hangs' ? hangs + 1 : 0;
    if (outcome !== null && endsRun(outcome, hangs, options)) queue.stop();
  }
}

/** Troubles that every other scenario would meet too. */
const ENDS_RUN: ReadonlySet<string> = new Set([
  'cannot-start',
  'cannot-reset',
  'not-ready',
  'cannot-reach',
  'cannot-drop',
  'bad-template',
  'operator-away',
  'no-operator',
]);

/** Whether the rest of the suite would only repeat what this attempt showed, or is not wanted. */
function endsRun(outcome: AttemptOutcome, hangs: number, { bail, emit }: RunOptions): boolean {
  if (hangs === MAX_HANGS) {
    emit({ type: 'connector-trouble', scenario: null, code: 'keeps-hanging', detail: String(hangs) });
    return true;
  }
  if (outcome.trouble !== null && ENDS_RUN.has(outcome.trouble.code)) return true;
  return bail && rollUp(outcome.verdicts) !== 'conformant';
}

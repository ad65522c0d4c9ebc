import type { StimulusResult } from '../drivers/driver.ts';
import type { Stimulus } from '../model/check.ts';
import type { Lane } from './lane.ts';
import { PlanError } from './plan-error.ts';

/** How long one look into the journal lasts before the delivery is asked whether it has ended by itself. */
const LOOK_MS = 1000;

/** Delivers a stimulus and kills the connector when `calls` PATCH of it stand in the journal; one that ends before is not killed. */
export async function deliverUntilKilled(lane: Lane, stimulus: Stimulus, calls: number): Promise<StimulusResult> {
  const { driver, mock } = lane;
  const kill = driver.kill?.bind(driver);
  if (kill === undefined) throw new PlanError({ reason: 'lacks-kill' });
  let from = (await mock.journalHead()) + 1;
  const ended = new AbortController();
  const delivery = driver.deliver(stimulus).finally(() => ended.abort());
  for (let seen = 0; seen < calls && !ended.signal.aborted;) {
    const entry = await mock.waitForEntry({ from, kinds: ['exchange'], timeoutMs: LOOK_MS });
    if (entry?.kind === 'exchange' && entry.listener === 'api') seen += 1;
    if (entry !== null) from = entry.seq + 1;
    if (seen === calls) kill();
  }
  return await delivery;
}

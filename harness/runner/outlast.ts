import { setTimeout as wait } from 'node:timers/promises';
import type { MockRor } from '../../mock-server/index.ts';
import type { RunOptions } from './lane.ts';

/** A timer may fire a little early, and the fault counts in whole milliseconds. */
const MARGIN_MS = 5;

/**
 * Waits until the planned faults that last a while have ended, and gives how long that took, in ms. Never longer than an
 * outage lasts: the clock of a mock on another machine may differ. Over at once when the connector met none of them.
 */
export async function outlast(
  mock: Pick<MockRor, 'faults'>,
  { timing, signal }: { readonly timing: Pick<RunOptions['timing'], 'outageMs'>; readonly signal: AbortSignal },
): Promise<number> {
  const started = performance.now();
  const ends = (await mock.faults()).flatMap(({ endsAt }) => (endsAt === undefined ? [] : [Date.parse(endsAt)]));
  const restMs = Math.min(timing.outageMs, Math.max(...ends, 0) - Date.now()) + MARGIN_MS;
  if (restMs > MARGIN_MS) await wait(restMs, undefined, { signal }).catch(() => {}); // an abort is seen by the caller
  return Math.round(performance.now() - started);
}

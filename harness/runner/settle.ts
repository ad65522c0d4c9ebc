import type { MockRor } from '../../mock-server/index.ts';
import { TRAFFIC } from '../drivers/until-quiet.ts';

/** Even an ended process may have bytes on the way to the mock. */
const LEAST_QUIET_MS = 25;

/**
 * Waits until nothing has come for `quietMs`, at most `deadlineMs`. `quiet` is false when the traffic did not end in
 * that time, or `signal` was aborted.
 */
export async function settle(
  mock: MockRor,
  timing: { readonly quietMs: number; readonly deadlineMs: number },
  signal: AbortSignal,
): Promise<{ readonly quiet: boolean; readonly waitedMs: number }> {
  const started = performance.now();
  const quietMs = Math.max(timing.quietMs, LEAST_QUIET_MS);
  let from = (await mock.journalHead()) + 1;
  for (;;) {
    const entry = await mock.waitForEntry({ from, kinds: TRAFFIC, timeoutMs: quietMs });
    const waitedMs = Math.round(performance.now() - started);
    if (entry === null) return { quiet: !signal.aborted, waitedMs };
    if (waitedMs > timing.deadlineMs || signal.aborted) return { quiet: false, waitedMs };
    from = entry.seq + 1;
  }
}

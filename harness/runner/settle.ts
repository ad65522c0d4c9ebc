import type { MockRor } from '../../mock-server/index.ts';
import { Patience, WATCHED } from '../drivers/patience.ts';

/** Even an ended process may have bytes on the way to the mock. */
const LEAST_QUIET_MS = 25;

/** When an attempt counts as settled. */
export interface SettleTiming {
  readonly quietMs: number;
  readonly deadlineMs: number;
  /** Seq from which on an answer of the attempt may still be held back; absent for a connector that has ended. */
  readonly since?: number;
}

/**
 * Waits until nothing has come for `quietMs`, at most `deadlineMs`; longer while an answer is held back that the
 * connector still waits for. `quiet` is false when the traffic did not end in that time, or `signal` was aborted.
 */
export async function settle(
  mock: MockRor,
  { quietMs, deadlineMs, since }: SettleTiming,
  signal: AbortSignal,
): Promise<{ readonly quiet: boolean; readonly waitedMs: number }> {
  const started = performance.now();
  const leastMs = Math.max(quietMs, LEAST_QUIET_MS);
  const patience = new Patience(since === undefined ? 0 : quietMs);
  const head = await mock.journalHead();
  const before = since === undefined ? [] : await mock.readJournal({ from: since, to: head });
  for (const entry of before) patience.heard(entry);
  let from = head + 1;
  for (;;) {
    const timeoutMs = since === undefined ? leastMs : patience.silenceMs(leastMs);
    const entry = await mock.waitForEntry({ from, kinds: WATCHED, timeoutMs });
    const waitedMs = Math.round(performance.now() - started);
    if (entry === null) return { quiet: !signal.aborted, waitedMs };
    from = entry.seq + 1;
    if (!patience.heard(entry)) continue;
    if (waitedMs > deadlineMs || signal.aborted) return { quiet: false, waitedMs };
  }
}

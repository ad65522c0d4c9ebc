import type { EntryKind } from '../../journal/entry.ts';
import type { Traffic } from './driver.ts';

/** What a connector causes: silence is the absence of these. */
export const TRAFFIC: readonly EntryKind[] = [
  'exchange',
  'connection',
  'connection-unused',
  'handshake-failure',
  'delivery',
];

/** How long one wait lasts at most, in ms: an interruption is noticed after it. */
const SLICE_MS = 500;

/** How waiting for a connector to finish ended. `nothing`: it sent nothing at all; `busy`: it never fell silent. */
export type Quiet = 'quiet' | 'nothing' | 'busy' | 'interrupted';

/** When to stop waiting. */
export interface QuietTiming {
  /** First seq that counts. */
  readonly from: number;
  readonly quietMs: number;
  readonly deadlineMs: number;
}

/**
 * Waits until the connector has sent something and then nothing for `quietMs`, at most `deadlineMs` in all: what is left
 * to see for a stimulus whose end nobody says (design §7 "When a stimulus is done").
 */
export async function untilQuiet(
  traffic: Traffic,
  { from, quietMs, deadlineMs }: QuietTiming,
  signal: AbortSignal,
): Promise<Quiet> {
  const deadline = performance.now() + deadlineMs;
  let [next, silentSince, hasSpoken] = [from, performance.now(), false];
  for (;;) {
    const now = performance.now();
    if (signal.aborted) return 'interrupted';
    if (hasSpoken && now >= silentSince + quietMs) return 'quiet';
    if (now >= deadline) return hasSpoken ? 'busy' : 'nothing';
    const until = Math.min(deadline, hasSpoken ? silentSince + quietMs : Number.POSITIVE_INFINITY);
    const timeoutMs = Math.max(1, Math.min(SLICE_MS, Math.ceil(until - now)));
    const entry = await traffic.waitForEntry({ from: next, kinds: TRAFFIC, timeoutMs });
    if (entry === null) continue;
    [next, silentSince, hasSpoken] = [entry.seq + 1, performance.now(), true];
  }
}

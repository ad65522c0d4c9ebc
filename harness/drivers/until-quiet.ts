import type { JournalEntry } from '../../journal/entry.ts';
import type { Traffic } from './driver.ts';
import { Patience, WATCHED } from './patience.ts';

/** How long one wait lasts at most, in ms: an interruption is noticed after it. */
const SLICE_MS = 500;

/** How waiting for a connector to finish ended. `nothing`: it sent nothing at all; `busy`: it never fell silent. */
export type Quiet = 'quiet' | 'nothing' | 'busy' | 'interrupted';

/** When to stop waiting. */
export interface QuietTiming {
  /** First seq that counts. */
  readonly from: number;
  readonly quietMs: number;
  /** The longest pause of the connector between two tries: silence after a refusal lasts that long. */
  readonly retryEveryMs: number;
  readonly deadlineMs: number;
  /** How many PATCH are to come: while the last answer is a good one and fewer came, silence means nothing. Default 0. */
  readonly expected?: number;
}

/**
 * Waits until the connector has sent something and then nothing for `quietMs`, longer where it may still try again or
 * an answer is held back: what is left to see for a stimulus whose end nobody says (design §7 "When a stimulus is
 * done"). A silence that began before `deadlineMs` is waited out.
 */
export async function untilQuiet(
  traffic: Traffic,
  { from, quietMs, retryEveryMs, deadlineMs, expected }: QuietTiming,
  signal: AbortSignal,
): Promise<Quiet> {
  const patience = new Patience(retryEveryMs);
  const deadline = performance.now() + deadlineMs;
  const isMoreToCome = awaiting(expected ?? 0);
  let [next, hasSpoken, quietAt] = [from, false, deadline];
  for (;;) {
    const now = performance.now();
    if (signal.aborted) return 'interrupted';
    if (now >= quietAt) return hasSpoken ? 'quiet' : 'nothing';
    const timeoutMs = Math.max(1, Math.min(SLICE_MS, Math.ceil(quietAt - now)));
    const entry = await traffic.waitForEntry({ from: next, kinds: WATCHED, timeoutMs });
    if (entry === null) continue;
    next = entry.seq + 1;
    if (!patience.heard(entry)) continue;
    hasSpoken = true;
    if (performance.now() >= deadline) return 'busy';
    quietAt = Math.max(performance.now() + patience.silenceMs(quietMs), isMoreToCome(entry) ? deadline : 0);
  }
}

/** Tells of each entry, as they come, whether more PATCH must follow it: fewer came than `expected`, and nothing failed. */
function awaiting(expected: number): (entry: JournalEntry) => boolean {
  let done = 0;
  return (entry) => {
    if (isDone(entry)) done += 1;
    return done < expected && isGood(entry);
  };
}

/** Refusals of one record or unit: nothing more comes of it. A 404 may be followed by an `add`. */
const REFUSALS: readonly number[] = [400, 403, 412];

/** True for a PATCH with which the connector is done with a record. */
function isDone(entry: JournalEntry): boolean {
  if (entry.kind !== 'exchange' || entry.listener !== 'api') return false;
  return entry.answer.status < 300 || REFUSALS.includes(entry.answer.status);
}

/** True for what is no reason to stop. */
function isGood(entry: JournalEntry): boolean {
  return entry.kind === 'connection' || (entry.kind === 'exchange' && entry.answer.status < 400);
}

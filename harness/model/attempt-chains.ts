import type { ExchangeEntry, ListenerName } from '../../journal/entry.ts';
import { enteredAt } from './attestations.ts';
import { headerValues } from './attempt-facts.ts';
import type { AttemptView } from './check.ts';
import { isTemporaryStatus } from './feed-answer.ts';

/** One try of a connector at a listener, and whether it may try again. */
export interface Try {
  readonly entry: ExchangeEntry;
  readonly listener: ListenerName;
  /** `seq` of the stimulus during which it fell; 0 before the first. */
  readonly stimulus: number;
  /** True when the answer says "not now", or was never heard. */
  readonly failedForNow: boolean;
}

/** Every token request and every PATCH, in order. */
export function tries(view: AttemptView): readonly Try[] {
  const stimulusOf = (seq: number): number => view.stimuli.findLast((one) => one.entry.seq < seq)?.entry.seq ?? 0;
  const toTry = ({ entry, lost }: { readonly entry: ExchangeEntry; readonly lost: boolean }): Try => ({
    entry,
    listener: entry.listener,
    stimulus: stimulusOf(entry.seq),
    failedForNow: lost || isTemporaryStatus(entry.answer.status),
  });
  return [...view.tokenCalls.map(toTry), ...view.feedCalls.map(toTry)].toSorted((a, b) => a.entry.seq - b.entry.seq);
}

/**
 * Runs of tries at one listener within one stimulus, each of which failed for now, with the one that ended the run: what
 * a connector does while the ROR cannot answer.
 */
export function failingChains(view: AttemptView): readonly (readonly Try[])[] {
  const chains: Try[][] = [];
  for (const listener of ['auth', 'api'] as const) {
    let open: Try[] = [];
    for (const one of tries(view).filter((each) => each.listener === listener)) {
      const before = open.at(-1);
      if (before !== undefined && before.stimulus !== one.stimulus) {
        chains.push(open);
        open = [];
      }
      if (open.length > 0 || one.failedForNow) open.push(one);
      if (one.failedForNow || open.length === 0) continue;
      chains.push(open);
      open = [];
    }
    if (open.length > 0) chains.push(open);
  }
  return chains;
}

/** The part of a run that the connector made by itself: while a person enters, each record may cause a try of its own. */
export function unprompted(chain: readonly Try[], view: AttemptView): readonly Try[] {
  const stimulus = view.stimuli.find(({ entry }) => entry.seq === chain[0]?.stimulus)?.entry;
  if (stimulus === undefined) return chain;
  const from = enteredAt(view.entries, stimulus);
  return chain.filter(({ entry }) => entry.seq > from);
}

/** Milliseconds between an answer and the next try. */
export function pauseBetween(earlier: Try, later: Try): number {
  return Date.parse(later.entry.at) - Date.parse(earlier.entry.answer.at);
}

/** How soon after an answer another call of a parallel sender may begin without having heard of it, in ms. */
const IN_FLIGHT_MS = 100;

/**
 * True when `later` was under way when `earlier` was answered: it began before the answer; or just after it, and is
 * another call than the one that was answered, as parallel senders make.
 */
export function wasInFlight(earlier: ExchangeEntry, later: ExchangeEntry): boolean {
  const pauseMs = Date.parse(later.at) - Date.parse(earlier.answer.at);
  return pauseMs < 0 || (pauseMs <= IN_FLIGHT_MS && !isSameRequest(earlier, later));
}

/** True for the same method, target and body: what an HTTP client sends when it tries again by itself. */
export function isSameRequest({ request: one }: ExchangeEntry, { request: other }: ExchangeEntry): boolean {
  if (one.method !== other.method || one.target !== other.target || one.body.form !== other.body.form) return false;
  return one.body.form === 'none' || other.body.form === 'none' || one.body.sha256 === other.body.sha256;
}

/** How long an answer asks to wait, in ms; null when it does not say. `Retry-After` is seconds or a date. */
export function askedPauseMs({ entry }: Try): number | null {
  const [value] = headerValues(entry.answer.headers, 'retry-after');
  if (value === undefined) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.parse(entry.answer.at);
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

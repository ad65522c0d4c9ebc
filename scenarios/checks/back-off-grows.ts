import { z } from 'zod';
import { askedPauseMs, failingChains, pauseBetween, unprompted } from '../../harness/model/attempt-chains.ts';
import type { Try } from '../../harness/model/attempt-chains.ts';
import type { Check } from '../../harness/model/check.ts';
import { doesNotApply, outcome, skipped } from '../../harness/model/check-outcome.ts';
import type { Finding } from '../../harness/model/verdict.ts';

/** Pauses of a run are the same when the longest is at most so many times the shortest: the noise of a busy machine. */
const SAME = 1.25;

/** Pauses up to this are none, in ms: noise makes them differ, and no back-off is so short. */
const NO_PAUSE_MS = 20;

/** Pauses that a run must have to say anything, and that all the runs must have together. */
const PAUSES_OF_A_RUN = 3;
const PAUSES_IN_ALL = 5;

function pausesOf(chain: readonly Try[]): readonly number[] {
  return chain.slice(1).map((later, index) => pauseBetween(chain[index] ?? later, later));
}

function areTheSame(pauses: readonly number[]): boolean {
  const longest = Math.max(...pauses);
  return longest <= NO_PAUSE_MS || longest <= Math.min(...pauses) * SAME;
}

/**
 * True when nothing but the same pause each time explains the pauses of the runs; null when there are too few to tell.
 * @see backOffGrows for the reasoning
 */
export function neverGrows(runs: readonly (readonly number[])[]): boolean | null {
  const telling = runs.filter((pauses) => pauses.length >= PAUSES_OF_A_RUN);
  if (telling.flat().length < PAUSES_IN_ALL) return null;
  return telling.every(areTheSame);
}

function findingOf(chains: readonly (readonly Try[])[]): Finding {
  const last = chains.at(-1)?.at(-1);
  const [first = 0] = chains.flatMap(pausesOf);
  return {
    requirement: 'ROR-TIME-BACK-OFF',
    code: 'pauses-do-not-grow',
    entry: last?.entry.seq ?? null,
    where: last?.listener ?? '—',
    expected: `> ${Math.round(Math.max(first * SAME, NO_PAUSE_MS))} ms`,
    seen: chains
      .map((chain) =>
        pausesOf(chain)
          .map((pause) => `${Math.round(pause)} ms`)
          .join(', '),
      )
      .join('; '),
  };
}

/**
 * While the ROR cannot answer and says no time itself, a connector does not try again at the same pace.
 *
 * Most back-off has a random part, so a later pause may well be shorter than an earlier one: with full jitter (any time
 * up to a ceiling that doubles) the third is shorter than the first in 1 of 8 cases. What random pauses do not do is be
 * equal. So the check looks for pauses that are all the same (the longest within 25 % of the shortest, or none above
 * 20 ms), in every run of at least three, five in all. Simulated a million times, two runs of three pauses, as the
 * scenarios provoke: full jitter is taken for constant in 0.004 % of the attempts, decorrelated jitter in 0.06 %, the
 * others (linear, exponential, equal jitter, ± 50 % around a doubling pause) never. One run of five: 0.04 % at most.
 * A constant pause of 400 ms is seen unless the machine delays one try of six by more than 100 ms. Pauses that shrink
 * are not looked for. A connector that gives up after fewer tries does nobody harm: omitted.
 * `test/scenarios/checks/back-off-grows.test.ts` measures these figures again.
 */
export const backOffGrows: Check<Record<string, never>> = {
  name: 'back-off-grows',
  requirements: ['ROR-TIME-BACK-OFF'],
  params: z.strictObject({}),
  judge({ view }) {
    const failing = failingChains(view);
    const chains = failing
      .filter((chain) => chain.every((one) => askedPauseMs(one) === null))
      .map((chain) => unprompted(chain, view))
      // Calls that were under way at once are no tries one after the other.
      .filter((chain) => pausesOf(chain).every((pause) => pause >= 0));
    const never = neverGrows(chains.map(pausesOf));
    if (never === null) return failing.length > 0 ? doesNotApply('too-few-tries') : skipped('too-few-tries');
    const telling = chains.filter((chain) => chain.length > PAUSES_OF_A_RUN);
    return outcome(telling.length, never ? [findingOf(telling)] : [], 'too-few-tries');
  },
};

import { z } from 'zod';
import { askedPauseMs, failingChains, pauseBetween, unprompted } from '../../harness/model/attempt-chains.ts';
import type { Try } from '../../harness/model/attempt-chains.ts';
import type { Check } from '../../harness/model/check.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import type { Finding } from '../../harness/model/verdict.ts';

/** How much longer the last pause must be than the first: room for a spread that is random. */
const GROWTH = 1.3;

function pausesOf(chain: readonly Try[]): readonly number[] {
  return chain.slice(1).map((later, index) => pauseBetween(chain[index] ?? later, later));
}

function findingOf(chain: readonly Try[]): Finding[] {
  const pauses = pausesOf(chain);
  const [first = 0] = pauses;
  const last = pauses.at(-1) ?? 0;
  if (last >= first * GROWTH) return [];
  return [
    {
      requirement: 'ROR-TIME-BACK-OFF',
      code: 'pauses-do-not-grow',
      entry: chain.at(-1)?.entry.seq ?? null,
      where: chain[0]?.listener ?? '—',
      expected: `> ${Math.round(first)} ms`,
      seen: pauses.map((pause) => `${Math.round(pause)} ms`).join(', '),
    },
  ];
}

/** While the ROR cannot answer, each pause between two tries is longer than the one before; where it says no time itself. */
export const backOffGrows: Check<Record<string, never>> = {
  name: 'back-off-grows',
  requirements: ['ROR-TIME-BACK-OFF'],
  params: z.strictObject({}),
  judge({ view }) {
    const chains = failingChains(view).filter(
      (chain) => chain.length > 2 && chain.every((one) => askedPauseMs(one) === null),
    );
    const findings = chains
      .map((chain) => unprompted(chain, view))
      .filter((chain) => chain.length > 2)
      .flatMap(findingOf);
    return outcome(chains.length, findings, 'too-few-tries');
  },
};

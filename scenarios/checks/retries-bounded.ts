import { z } from 'zod';
import { failingChains, unprompted } from '../../harness/model/attempt-chains.ts';
import type { Check } from '../../harness/model/check.ts';
import { absenceOutcome } from '../../harness/model/check-outcome.ts';

const params = z.strictObject({
  /** Tries in a row, within one stimulus, that may fail for now. */
  atMost: z.int().min(2).max(100).default(10),
});

/** A connector gives up for a while: it does not try for ever while the ROR cannot answer. */
export const retriesBounded: Check<z.output<typeof params>> = {
  name: 'retries-bounded',
  requirements: ['ROR-TIME-BOUNDED'],
  params,
  judge(context, { atMost }) {
    const chains = failingChains(context.view);
    const findings = chains.flatMap((chain) => {
      const failed = unprompted(chain, context.view).filter((one) => one.failedForNow);
      if (failed.length <= atMost) return [];
      return [
        {
          requirement: 'ROR-TIME-BOUNDED',
          code: 'tries-without-end',
          entry: failed[atMost]?.entry.seq ?? null,
          where: failed[0]?.listener ?? '—',
          expected: `≤ ${atMost}`,
          seen: String(failed.length),
        },
      ];
    });
    const watched = chains.flatMap((chain) => chain[0]?.entry.seq ?? []).toSorted((a, b) => a - b);
    return absenceOutcome(context, { reason: 'no-temporary-failure', watched, findings });
  },
};

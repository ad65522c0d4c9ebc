import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { tokenRefusals } from '../../harness/model/token-refusals.ts';
import { absenceOutcome } from '../../harness/model/check-outcome.ts';

const params = z.strictObject({
  /** Refused requests that may fall within `withinMs`. */
  atMost: z.int().min(1).default(3),
  withinMs: z.int().min(100).default(2000),
});

/** Refused token requests do not come in bursts. */
export const noTightTokenRetry: Check<z.output<typeof params>> = {
  name: 'no-tight-token-retry',
  requirements: ['ROR-AUTH-NO-TIGHT-RETRY'],
  params,
  judge(context, { atMost, withinMs }) {
    const refused = tokenRefusals(context.view);
    const times = refused.map(({ at }) => Date.parse(at));
    const burst = refused.find((_, index) => {
      const last = times[index + atMost];
      return last !== undefined && last - (times[index] ?? 0) < withinMs;
    });
    const findings =
      burst === undefined
        ? []
        : [
            {
              requirement: 'ROR-AUTH-NO-TIGHT-RETRY',
              code: 'token-burst',
              entry: burst.seq,
              where: 'token endpoint',
              expected: `≤ ${atMost} / ${withinMs} ms`,
              seen: `${refused.length}`,
            },
          ];
    const watched = refused.map(({ seq }) => seq);
    return absenceOutcome(context, { reason: 'no-token-refused', watched, findings });
  },
};

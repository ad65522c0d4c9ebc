import { z } from 'zod';
import { absenceOutcome } from '../../harness/model/check-outcome.ts';
import type { Check } from '../../harness/model/check.ts';
import { isRefusedRead, readCalls, readOutcome } from '../../harness/model/read-calls.ts';

const params = z.strictObject({
  /** Refused reads of the same address that may fall within `withinMs`. */
  atMost: z.int().min(1).default(3),
  withinMs: z.int().min(100).default(2000),
});

/** A read that was refused is not asked again in a burst. */
export const noTightReadRetry: Check<z.output<typeof params>> = {
  name: 'no-tight-read-retry',
  requirements: ['ROR-READ-NO-TIGHT-RETRY'],
  params,
  judge(context, { atMost, withinMs }) {
    const refused = readCalls(context.view).filter(isRefusedRead);
    if (refused.length === 0) return readOutcome(context.view, { judged: 0, findings: [], reason: 'no-such-refusal' });
    const burst = refused.find(({ entry }) => {
      const from = Date.parse(entry.at);
      const same = refused.filter(
        (one) => one.entry.seq >= entry.seq && one.entry.request.target === entry.request.target,
      );
      return same.filter((one) => Date.parse(one.entry.at) - from < withinMs).length > atMost;
    });
    const findings =
      burst === undefined
        ? []
        : [
            {
              requirement: 'ROR-READ-NO-TIGHT-RETRY',
              code: 'read-burst',
              entry: burst.entry.seq,
              where: burst.entry.request.target.slice(0, 200),
              expected: `≤ ${atMost} / ${withinMs} ms`,
              seen: String(refused.length),
            },
          ];
    const watched = refused.map(({ entry }) => entry.seq);
    return absenceOutcome(context, { reason: 'no-such-refusal', watched, findings });
  },
};

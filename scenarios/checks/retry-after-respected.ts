import { z } from 'zod';
import { askedPauseMs, pauseBetween, tries, wasInFlight } from '../../harness/model/attempt-chains.ts';
import type { Check } from '../../harness/model/check.ts';
import { absenceOutcome } from '../../harness/model/check-outcome.ts';
import type { Finding } from '../../harness/model/verdict.ts';

/** Clocks and sockets: what comes this much early came in time. */
const TOLERANCE_MS = 100;

/** Nothing comes to a listener before the time that its `Retry-After` asked for, within one stimulus. */
export const retryAfterRespected: Check<Record<string, never>> = {
  name: 'retry-after-respected',
  requirements: ['ROR-TIME-RETRY-AFTER'],
  params: z.strictObject({}),
  judge(context) {
    const all = tries(context.view);
    const asked = all.flatMap((one) => {
      const pauseMs = askedPauseMs(one);
      return pauseMs === null || !one.failedForNow ? [] : [{ one, pauseMs }];
    });
    const findings = asked.flatMap(({ one, pauseMs }): Finding[] => {
      const next = all.find(
        (later) =>
          later.entry.seq > one.entry.seq &&
          later.listener === one.listener &&
          later.stimulus === one.stimulus &&
          !wasInFlight(one.entry, later.entry),
      );
      if (next === undefined || pauseBetween(one, next) >= pauseMs - TOLERANCE_MS) return [];
      return [
        {
          requirement: 'ROR-TIME-RETRY-AFTER',
          code: 'came-too-early',
          entry: next.entry.seq,
          where: one.listener,
          expected: `≥ ${pauseMs} ms`,
          seen: `${Math.round(pauseBetween(one, next))} ms`,
          values: { first: one.entry.seq },
        },
      ];
    });
    const watched = asked.map(({ one }) => one.entry.seq);
    return absenceOutcome(context, { reason: 'no-retry-after', watched, findings });
  },
};

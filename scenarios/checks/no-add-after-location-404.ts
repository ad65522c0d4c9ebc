import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { sentOperations } from '../../harness/model/attempt-facts.ts';
import { absenceOutcome } from '../../harness/model/check-outcome.ts';
import { feedAnswer } from '../../harness/model/feed-answer.ts';

/** After a 404 of the Location itself, nothing is added to that Location. */
export const noAddAfterLocation404: Check<Record<string, never>> = {
  name: 'no-add-after-location-404',
  requirements: ['ROR-ERR-LOCATION-404'],
  params: z.strictObject({}),
  judge(context) {
    const { view } = context;
    const refused = view.feedCalls.filter((call) => feedAnswer(call) === 'location-404');
    const findings = sentOperations(view).flatMap((one) => {
      const because = refused.find(
        (call) => call.entry.seq < one.call.entry.seq && call.identifier === one.call.identifier,
      );
      if (one.operation.type !== 'add' || because === undefined) return [];
      return [
        {
          requirement: 'ROR-ERR-LOCATION-404',
          code: 'add-after-location-404',
          entry: one.call.entry.seq,
          where: `Parameters.parameter[${one.operation.index}] type`,
          expected: '—',
          seen: 'add',
          values: { refusal: because.entry.seq, identifier: one.call.identifier ?? '—' },
        },
      ];
    });
    const watched = refused.map((call) => call.entry.seq);
    return absenceOutcome(context, { reason: 'no-such-refusal', watched, findings });
  },
};

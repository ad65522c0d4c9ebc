import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { outcome } from '../../harness/model/check-outcome.ts';

/** Each body carries exactly one operation. */
export const oneOperationABody: Check<Record<string, never>> = {
  name: 'one-operation-a-body',
  requirements: ['ROR-FEED-ONE-OPERATION'],
  params: z.strictObject({}),
  judge({ view }) {
    const readable = view.feedCalls.filter((call) => (call.body?.operations.length ?? 0) > 0);
    const findings = readable
      .filter((call) => (call.body?.operations.length ?? 0) > 1)
      .map((call) => ({
        requirement: 'ROR-FEED-ONE-OPERATION',
        code: 'several-operations',
        entry: call.entry.seq,
        where: 'Parameters.parameter',
        expected: '1',
        seen: String(call.body?.operations.length),
      }));
    return outcome(readable.length, findings, 'nothing-sent');
  },
};

import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { askedRecords, isAbout, keyWords, sentOperations } from '../../harness/model/attempt-facts.ts';
import { outcome } from '../../harness/model/check-outcome.ts';

/** A record that no longer exists is removed by `delete`, not set to a value. */
export const deleteNotZero: Check<Record<string, never>> = {
  name: 'delete-not-zero',
  requirements: ['ROR-FEED-DELETE'],
  params: z.strictObject({}),
  judge({ view }) {
    const removed = askedRecords(view).filter((one) => one.kind === 'remove-capacity');
    const sent = sentOperations(view).flatMap((one) => {
      const asked = removed.find((record) => isAbout(one, record));
      return asked === undefined ? [] : [{ one, asked }];
    });
    const findings = sent
      .filter(({ one }) => one.operation.type !== 'delete')
      .map(({ one, asked }) => {
        const count = one.operation.value?.record?.nbCapacity;
        return {
          requirement: 'ROR-FEED-DELETE',
          code: 'not-deleted',
          entry: one.call.entry.seq,
          where: `Parameters.parameter[${one.operation.index}] type`,
          expected: 'delete',
          seen: count === undefined ? one.operation.type : `${one.operation.type}, nbCapacity ${count}`,
          values: { record: keyWords(asked.record) },
        };
      });
    return outcome(sent.length, findings, 'nothing-sent');
  },
};

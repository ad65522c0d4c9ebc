import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { askedRecords, isAbout, keyWords, sentOperations } from '../../harness/model/attempt-facts.ts';
import { outcome } from '../../harness/model/check-outcome.ts';

/** For each record reported, the first attempt that creates or changes it is a `replace`. */
export const replaceFirst: Check<Record<string, never>> = {
  name: 'replace-first',
  requirements: ['ROR-FEED-REPLACE-FIRST'],
  params: z.strictObject({}),
  judge({ view }) {
    const writes = sentOperations(view).filter((one) => one.operation.type !== 'delete');
    const firsts = askedRecords(view)
      .filter((asked) => asked.kind !== 'remove-capacity')
      .flatMap((asked) => {
        const first = writes.find((one) => one.call.stimulus?.seq === asked.entry.seq && isAbout(one, asked));
        return first === undefined ? [] : [{ first, asked }];
      });
    const findings = firsts
      .filter(({ first }) => first.operation.type !== 'replace')
      .map(({ first, asked }) => ({
        requirement: 'ROR-FEED-REPLACE-FIRST',
        code: 'not-replace-first',
        entry: first.call.entry.seq,
        where: `Parameters.parameter[${first.operation.index}] type`,
        expected: 'replace',
        seen: first.operation.type,
        values: { record: keyWords(asked.record) },
      }));
    return outcome(firsts.length, findings, 'no-record-sent');
  },
};

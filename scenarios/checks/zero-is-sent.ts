import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { askedRecords, isAbout, keyWords, sentOperations } from '../../harness/model/attempt-facts.ts';
import { outcome } from '../../harness/model/check-outcome.ts';

/** A record reported with 0 is sent as 0: it is not deleted. */
export const zeroIsSent: Check<Record<string, never>> = {
  name: 'zero-is-sent',
  requirements: ['ROR-IND-C9'],
  params: z.strictObject({}),
  judge({ view }) {
    const zeros = askedRecords(view).filter((one) => one.kind === 'report-capacity' && one.record.nbCapacity === 0);
    const sent = sentOperations(view).flatMap((one) => {
      const asked = zeros.find((zero) => isAbout(one, zero));
      return asked === undefined ? [] : [{ one, asked }];
    });
    const findings = sent
      .filter(({ one }) => one.operation.type === 'delete')
      .map(({ one, asked }) => ({
        requirement: 'ROR-IND-C9',
        code: 'deleted-instead-of-zero',
        entry: one.call.entry.seq,
        where: `Parameters.parameter[${one.operation.index}] type`,
        expected: 'replace, nbCapacity 0',
        seen: 'delete',
        values: { record: keyWords(asked.record) },
      }));
    return outcome(sent.length, findings, 'nothing-sent');
  },
};

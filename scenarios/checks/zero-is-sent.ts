import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { askedRecords, isAbout, keyWords, sentOperations } from '../../harness/model/attempt-facts.ts';
import type { Asked, SentOperation } from '../../harness/model/attempt-facts.ts';
import { outcome } from '../../harness/model/check-outcome.ts';

interface Sent {
  readonly one: SentOperation;
  readonly asked: Asked;
}

function wasSentBefore(deletion: SentOperation, asked: Asked, sent: readonly Sent[]): boolean {
  return sent.some(
    ({ one, asked: other }) =>
      other === asked && one.operation.type !== 'delete' && one.call.entry.seq < deletion.call.entry.seq,
  );
}

/** A record reported with 0 is sent as 0, not deleted instead. One deleted after it was sent is judged by its final state. */
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
      .filter(({ one, asked }) => one.operation.type === 'delete' && !wasSentBefore(one, asked, sent))
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

import { z } from 'zod';
import { sameKey } from '../../mev3/capacity/key.ts';
import type { Check } from '../../harness/model/check.ts';
import { keyWords, sentOperations } from '../../harness/model/attempt-facts.ts';
import type { SentOperation } from '../../harness/model/attempt-facts.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import { feedAnswer } from '../../harness/model/feed-answer.ts';

/** True when the two say the same: a value that changed in between is no repetition. */
function saysTheSame(a: SentOperation, b: SentOperation): boolean {
  if ((a.operation.type === 'delete') !== (b.operation.type === 'delete')) return false;
  const [one, other] = [a.operation.value?.record, b.operation.value?.record];
  return one?.nbCapacity === other?.nbCapacity && one?.capacityType === other?.capacityType;
}

/** Within what one stimulus causes, a record that was accepted is not written again unchanged. */
export const onePatchPerRecord: Check<Record<string, never>> = {
  name: 'one-patch-per-record',
  requirements: ['ROR-FEED-ONCE'],
  params: z.strictObject({}),
  judge({ view }) {
    const sent = sentOperations(view).flatMap((one) => (one.key === null ? [] : [{ ...one, key: one.key }]));
    const accepted = sent.filter((one) => feedAnswer(one.call) === 'accepted');
    const findings = sent.flatMap((later) => {
      const first = accepted.find(
        (one) =>
          one.call.entry.seq < later.call.entry.seq &&
          one.call.stimulus?.seq === later.call.stimulus?.seq &&
          one.call.identifier === later.call.identifier &&
          sameKey(one.key, later.key) &&
          saysTheSame(one, later),
      );
      if (first === undefined) return [];
      return [
        {
          requirement: 'ROR-FEED-ONCE',
          code: 'sent-again',
          entry: later.call.entry.seq,
          where: later.call.identifier ?? 'identifier',
          expected: '—',
          seen: later.operation.type,
          values: { first: first.call.entry.seq, record: keyWords(later.key) },
        },
      ];
    });
    return outcome(accepted.length, findings, 'nothing-accepted');
  },
};

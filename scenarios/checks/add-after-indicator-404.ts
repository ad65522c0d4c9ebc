import { z } from 'zod';
import { sameKey } from '../../mev3/capacity/key.ts';
import type { Check } from '../../harness/model/check.ts';
import { keyWords, sentOperations } from '../../harness/model/attempt-facts.ts';
import type { SentOperation } from '../../harness/model/attempt-facts.ts';
import { endedAbnormally } from '../../harness/model/connector-end.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import { feedAnswer } from '../../harness/model/feed-answer.ts';

function isFollowed(refused: SentOperation, sent: readonly SentOperation[]): boolean {
  return sent.some(
    (one) =>
      one.operation.type === 'add' &&
      one.call.entry.seq > refused.call.entry.seq &&
      one.call.identifier === refused.call.identifier &&
      one.key !== null &&
      refused.key !== null &&
      sameKey(one.key, refused.key),
  );
}

/** A `replace` that got the documented 404 is followed by an `add` of the same record. */
export const addAfterIndicator404: Check<Record<string, never>> = {
  name: 'add-after-indicator-404',
  requirements: ['ROR-FEED-ADD-AFTER-404'],
  params: z.strictObject({}),
  judge({ view }) {
    const sent = sentOperations(view);
    const refused = sent.filter(
      (one) =>
        one.operation.type === 'replace' &&
        feedAnswer(one.call) === 'indicator-404' &&
        (isFollowed(one, sent) || one.call.stimulus === null || !endedAbnormally(view, one.call.stimulus)),
    );
    const findings = refused
      .filter((one) => !isFollowed(one, sent))
      .map((one) => ({
        requirement: 'ROR-FEED-ADD-AFTER-404',
        code: 'no-add-after-404',
        entry: one.call.entry.seq,
        where: one.call.identifier ?? 'identifier',
        expected: 'add',
        seen: '—',
        values: { record: one.key === null ? '—' : keyWords(one.key) },
      }));
    return outcome(refused.length, findings, 'no-indicator-404');
  },
};

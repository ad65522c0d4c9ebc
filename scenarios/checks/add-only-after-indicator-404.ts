import { z } from 'zod';
import { sameKey } from '../../mev3/capacity/key.ts';
import type { Check } from '../../harness/model/check.ts';
import { keyWords, sentOperations } from '../../harness/model/attempt-facts.ts';
import type { SentOperation } from '../../harness/model/attempt-facts.ts';
import { absenceOutcome } from '../../harness/model/check-outcome.ts';
import { answerWords, feedAnswer } from '../../harness/model/feed-answer.ts';
import type { Finding } from '../../harness/model/verdict.ts';

function isSameRecord(a: SentOperation, b: SentOperation): boolean {
  return a.call.identifier === b.call.identifier && a.key !== null && b.key !== null && sameKey(a.key, b.key);
}

/** An add that the ROR did not look at: it may be tried again as it is. An add whose answer was lost may have been taken. */
function mayBeTriedAgain({ operation, call }: SentOperation): boolean {
  return operation.type === 'add' && ['token-401', 'temporary'].includes(feedAnswer(call));
}

/** The operation about the same record just before this one and its earlier tries, in an earlier request. */
function before(add: SentOperation, sent: readonly SentOperation[]): SentOperation | undefined {
  return sent.findLast(
    (one) => one.call.entry.seq < add.call.entry.seq && isSameRecord(one, add) && !mayBeTriedAgain(one),
  );
}

function faults(add: SentOperation, sent: readonly SentOperation[]): Finding[] {
  const previous = before(add, sent);
  const allowed = previous?.operation.type === 'replace' && feedAnswer(previous.call) === 'indicator-404';
  if (allowed) return [];
  return [
    {
      requirement: 'ROR-FEED-ADD-ON-404',
      code: previous === undefined ? 'add-without-replace' : 'add-after-other-answer',
      entry: add.call.entry.seq,
      where: `Parameters.parameter[${add.operation.index}] type`,
      expected: '404 not-found, Location.extension.where(url=…)',
      seen: previous === undefined ? '—' : `${previous.operation.type} → ${answerWords(previous.call)}`,
      values: { record: add.key === null ? '—' : keyWords(add.key) },
    },
  ];
}

const params = z.strictObject({
  /**
   * `part` where the connector was at work before the first entry: an add of which nothing came before may follow what
   * was not seen, and is not judged. Default `whole`.
   */
  history: z.enum(['whole', 'part']).default('whole'),
});

/** Each `add` follows a `replace` of the same record that got exactly the documented 404; no other answer is followed by one. */
export const addOnlyAfterIndicator404: Check<z.output<typeof params>> = {
  name: 'add-only-after-indicator-404',
  requirements: ['ROR-FEED-ADD-ON-404'],
  params,
  judge(context, { history }) {
    const sent = sentOperations(context.view);
    const adds = sent
      .filter((one) => one.operation.type === 'add')
      .filter((one) => history === 'whole' || before(one, sent) !== undefined);
    const others = sent.filter((one) => one.operation.type === 'replace' && feedAnswer(one.call) !== 'indicator-404');
    return absenceOutcome(context, {
      reason: 'nothing-sent',
      watched: [...adds, ...others].map((one) => one.call.entry.seq).toSorted((a, b) => a - b),
      findings: adds.flatMap((add) => faults(add, sent)),
    });
  },
};

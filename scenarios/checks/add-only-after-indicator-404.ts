import { z } from 'zod';
import { sameKey } from '../../mev3/capacity/key.ts';
import { isSameRequest } from '../../harness/model/attempt-chains.ts';
import type { AttemptView, Check } from '../../harness/model/check.ts';
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

/**
 * The same request once more after its answer was lost, as HTTP clients make by themselves: the last answer that the
 * connector read is still the 404. With another body, for another stimulus or by a connector that had ended meanwhile it
 * is a new attempt, and that begins with `replace`.
 */
function isRepeatOf(add: SentOperation, lost: SentOperation, { exits }: AttemptView): boolean {
  const [from, to] = [lost.call.entry, add.call.entry];
  return (
    lost.operation.type === 'add' &&
    feedAnswer(lost.call) === 'lost' &&
    lost.call.stimulus?.seq === add.call.stimulus?.seq &&
    isSameRequest(from, to) &&
    !exits.some(({ seq }) => seq > from.seq && seq < to.seq)
  );
}

/** The operations about the same record before this one, in earlier requests, but for its own tries that were not looked at. */
function allBefore(add: SentOperation, sent: readonly SentOperation[]): readonly SentOperation[] {
  return sent.filter(
    (one) => one.call.entry.seq < add.call.entry.seq && isSameRecord(one, add) && !mayBeTriedAgain(one),
  );
}

function faults(add: SentOperation, sent: readonly SentOperation[], view: AttemptView): Finding[] {
  const earlier = allBefore(add, sent);
  const previous = earlier.findLast((one) => !isRepeatOf(add, one, view));
  const isAllowed = previous?.operation.type === 'replace' && feedAnswer(previous.call) === 'indicator-404';
  if (isAllowed) return earlier.at(-1) === previous ? [] : [repeated(add)];
  return [
    {
      requirement: 'ROR-FEED-ADD-ON-404',
      code: previous === undefined ? 'add-without-replace' : 'add-after-other-answer',
      entry: add.call.entry.seq,
      where: whereOf(add),
      expected: '404 not-found, Location.extension.where(url=…)',
      seen: previous === undefined ? '—' : `${previous.operation.type} → ${answerWords(previous.call)}`,
      values: { record: recordOf(add) },
    },
  ];
}

/** No page says what a second `add` of a key does, so this is a warning. */
function repeated(add: SentOperation): Finding {
  return {
    requirement: 'ROR-FEED-ADD-LOST',
    code: 'lost-add-repeated',
    entry: add.call.entry.seq,
    where: whereOf(add),
    expected: 'replace',
    seen: 'add',
    values: { record: recordOf(add) },
  };
}

function whereOf({ operation }: SentOperation): string {
  return `Parameters.parameter[${operation.index}] type`;
}

function recordOf({ key }: SentOperation): string {
  return key === null ? '—' : keyWords(key);
}

const params = z.strictObject({
  /**
   * `part` where the connector was at work before the first entry: an add of which nothing came before may follow what
   * was not seen, and is not judged. Default `whole`.
   */
  history: z.enum(['whole', 'part']).default('whole'),
  /** True where the scenario loses the answer of an add: what follows it is judged too. It is told wherever it is seen. Default false. */
  losesAnAdd: z.boolean().default(false),
});

/**
 * Each `add` follows a `replace` of the same record that got exactly the documented 404; no other answer is followed by
 * one. The same `add` once more after its answer was lost is a warning: whether a second one is refused or makes a
 * duplicate is not published.
 */
export const addOnlyAfterIndicator404: Check<z.output<typeof params>> = {
  name: 'add-only-after-indicator-404',
  requirements: ['ROR-FEED-ADD-ON-404', 'ROR-FEED-ADD-LOST'],
  params,
  requirementsFor: ({ losesAnAdd }) => ['ROR-FEED-ADD-ON-404', ...(losesAnAdd ? ['ROR-FEED-ADD-LOST'] : [])],
  judge(context, { history }) {
    const sent = sentOperations(context.view);
    const adds = sent
      .filter((one) => one.operation.type === 'add')
      .filter((one) => history === 'whole' || allBefore(one, sent).length > 0);
    const others = sent.filter((one) => one.operation.type === 'replace' && feedAnswer(one.call) !== 'indicator-404');
    return absenceOutcome(context, {
      reason: 'nothing-sent',
      watched: [...adds, ...others].map((one) => one.call.entry.seq).toSorted((a, b) => a - b),
      findings: adds.flatMap((add) => faults(add, sent, context.view)),
    });
  },
};

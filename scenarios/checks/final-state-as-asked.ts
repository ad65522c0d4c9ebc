import { z } from 'zod';
import { sameKey } from '../../mev3/capacity/key.ts';
import type { AttemptView, Check, FeedCall } from '../../harness/model/check.ts';
import { askedRecords, isAbout, keyWords, recordText, sentOperations } from '../../harness/model/attempt-facts.ts';
import type { Asked, SentOperation } from '../../harness/model/attempt-facts.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import { answerWords } from '../../harness/model/feed-answer.ts';
import { holdsWhatWasAsked, lastStateChange } from '../../harness/model/state-change.ts';
import type { Finding } from '../../harness/model/verdict.ts';

/** Of several stimuli about one record, the last one says what must stand in the end. */
function lastAsked(asked: readonly Asked[]): readonly Asked[] {
  return asked.filter(
    (one, index) =>
      !asked.slice(index + 1).some((later) => later.identifier === one.identifier && sameKey(later.record, one.record)),
  );
}

function expectedWords(asked: Asked): string {
  return asked.kind === 'remove-capacity' ? 'delete' : `nbCapacity ${asked.record.nbCapacity}`;
}

function sentWords(sent: SentOperation): string {
  if (sent.operation.type === 'delete') return 'delete';
  return `nbCapacity ${sent.operation.value?.record?.nbCapacity ?? '—'}`;
}

function finding(asked: Asked, code: string, facts: { entry: number | null; seen: string }): Finding {
  return {
    requirement: 'ROR-FEED-CONVERGES',
    code,
    entry: facts.entry,
    where: recordText(asked.identifier, asked.record),
    expected: expectedWords(asked),
    seen: facts.seen,
    values: { identifier: asked.identifier, record: keyWords(asked.record) },
  };
}

/** The ROR applied it, whether or not its answer came through. */
function wasApplied({ entry }: FeedCall): boolean {
  return entry.answer.status >= 200 && entry.answer.status < 300;
}

/** What the connector sent and nobody undid: a change behind it ends what came before, unless it holds just that. */
function standing(asked: Asked, view: AttemptView): readonly SentOperation[] {
  const sent = sentOperations(view);
  const change = lastStateChange(asked.identifier, view);
  if (change === undefined || holdsWhatWasAsked(change, asked)) return sent;
  return sent.filter(({ call }) => call.entry.seq > change.seq);
}

/** Nothing had to be sent: the last word that the ROR took before says the same. */
function stoodBefore(asked: Asked, sent: readonly SentOperation[]): boolean {
  const before = sent.findLast(
    ({ call, key }) =>
      call.entry.seq < asked.entry.seq &&
      call.identifier === asked.identifier &&
      key !== null &&
      sameKey(key, asked.record) &&
      wasApplied(call),
  );
  return before !== undefined && sentWords(before) === expectedWords(asked);
}

function judgeRecord(asked: Asked, sent: readonly SentOperation[]): Finding[] {
  const about = sent.filter((one) => one.call.identifier === asked.identifier && isAbout(one, asked));
  const last = about.findLast((one) => wasApplied(one.call));
  if (last === undefined) {
    if (stoodBefore(asked, sent)) return [];
    const tried = about.at(-1);
    const seen = tried === undefined ? '—' : `${tried.operation.type} → ${answerWords(tried.call)}`;
    return [finding(asked, 'never-accepted', { entry: tried?.call.entry.seq ?? null, seen })];
  }
  const seen = sentWords(last);
  if (seen === expectedWords(asked)) return [];
  return [finding(asked, 'other-final-state', { entry: last.call.entry.seq, seen })];
}

function judgedRecords(view: AttemptView): readonly Asked[] {
  return lastAsked(askedRecords(view));
}

/** For each record, the last PATCH that the ROR accepted says what was asked for last. Read from the network only. */
export const finalStateAsAsked: Check<Record<string, never>> = {
  name: 'final-state-as-asked',
  requirements: ['ROR-FEED-CONVERGES'],
  params: z.strictObject({}),
  judge({ view }) {
    if (view.feedCalls.length === 0) return outcome(0, [], 'nothing-sent');
    const asked = judgedRecords(view);
    return outcome(
      asked.length,
      asked.flatMap((one) => judgeRecord(one, standing(one, view))),
      'nothing-asked',
    );
  },
};

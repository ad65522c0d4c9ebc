import { z } from 'zod';
import { sameKey } from '../../mev3/capacity/key.ts';
import type { CapacityKey } from '../../mev3/capacity/types.ts';
import type { AttemptView, Check } from '../../harness/model/check.ts';
import { askedRecords, isAbout, keyWords, sentOperations } from '../../harness/model/attempt-facts.ts';
import type { Asked, SentOperation } from '../../harness/model/attempt-facts.ts';
import { outcome } from '../../harness/model/check-outcome.ts';

/** A delete of a record that was only reported, before a write of it: the way round the replace. */
function deletedBefore(asked: Asked, sent: readonly SentOperation[]): SentOperation | undefined {
  const during = sent.filter((one) => one.call.stimulus?.seq === asked.entry.seq && isAbout(one, asked));
  const lastWrite = during.findLastIndex((one) => one.operation.type !== 'delete');
  return during.slice(0, Math.max(0, lastWrite)).find((one) => one.operation.type === 'delete');
}

function inOneResend(a: SentOperation, b: SentOperation): boolean {
  return a.call.stimulus?.seq === b.call.stimulus?.seq && a.call.identifier === b.call.identifier;
}

/** The first write of each record within each stimulus that asks for everything: it names no records itself. */
function firstsOfResends(view: AttemptView): { readonly record: CapacityKey; readonly first: SentOperation }[] {
  const resends = view.stimuli.filter(({ stimulus }) => stimulus.kind === 'resend-all').map(({ entry }) => entry.seq);
  const writes = sentOperations(view).flatMap((one) =>
    one.operation.type === 'delete' || one.key === null || !resends.includes(one.call.stimulus?.seq ?? 0)
      ? []
      : [{ record: one.key, first: one }],
  );
  return writes.filter(
    (one, index) =>
      !writes
        .slice(0, index)
        .some((before) => inOneResend(before.first, one.first) && sameKey(before.record, one.record)),
  );
}

/** For each record reported, the first attempt that creates or changes it is a `replace`, and none is deleted to be written anew. */
export const replaceFirst: Check<Record<string, never>> = {
  name: 'replace-first',
  requirements: ['ROR-FEED-REPLACE-FIRST'],
  params: z.strictObject({}),
  judge({ view }) {
    const sent = sentOperations(view);
    const all = askedRecords(view);
    const reported = all.filter((asked) => asked.kind !== 'remove-capacity');
    const writes = sent.filter((one) => one.operation.type !== 'delete');
    const firsts = reported.flatMap((asked) => {
      const first = writes.find((one) => one.call.stimulus?.seq === asked.entry.seq && isAbout(one, asked));
      if (first === undefined) return [];
      // The delete of an earlier removal may come late.
      const wasToGo = all.some((one) => one.kind === 'remove-capacity' && sameKey(one.record, asked.record));
      return [{ record: asked.record, first: (wasToGo ? undefined : deletedBefore(asked, sent)) ?? first }];
    });
    const resent = firstsOfResends(view);
    const findings = [...firsts, ...resent]
      .filter(({ first }) => first.operation.type !== 'replace')
      .map(({ first, record }) => ({
        requirement: 'ROR-FEED-REPLACE-FIRST',
        code: first.operation.type === 'delete' ? 'deleted-before-write' : 'not-replace-first',
        entry: first.call.entry.seq,
        where: `Parameters.parameter[${first.operation.index}] type`,
        expected: 'replace',
        seen: first.operation.type,
        values: { record: keyWords(record) },
      }));
    return outcome(firsts.length + resent.length, findings, 'no-record-sent');
  },
};

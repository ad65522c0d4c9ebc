import { z } from 'zod';
import { sameKey } from '../../mev3/capacity/key.ts';
import { askedRecords, isAbout, keyWords, sentOperations } from '../../harness/model/attempt-facts.ts';
import type { Asked } from '../../harness/model/attempt-facts.ts';
import { enteredAt } from '../../harness/model/attestations.ts';
import type { AttemptView, Check, FeedCall } from '../../harness/model/check.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import { differentData } from '../../harness/model/record-data.ts';
import type { Finding } from '../../harness/model/verdict.ts';

interface Superseded {
  readonly older: Asked;
  readonly newer: Asked;
}

/** Each value that a later stimulus changed, with the next one. */
function supersededIn(asked: readonly Asked[]): readonly Superseded[] {
  return asked.flatMap((older, index) => {
    const newer = asked
      .slice(index + 1)
      .find((one) => one.identifier === older.identifier && sameKey(one.record, older.record));
    return newer === undefined || differentData(older.record, newer.record).length === 0 ? [] : [{ older, newer }];
  });
}

/** Once the source gave a newer value of a record, the older one is not sent any more. */
export const newestValueOnly: Check<Record<string, never>> = {
  name: 'newest-value-only',
  requirements: ['ROR-TIME-NEWEST'],
  params: z.strictObject({}),
  judge({ view }) {
    const asked = askedRecords(view).filter((one) => one.kind === 'report-capacity');
    const superseded = supersededIn(asked);
    const sent = sentOperations(view);
    const findings = superseded.flatMap(({ older, newer }): Finding[] => {
      // A value that comes back later is new again.
      const returns = asked.some(
        (one) => one.entry.seq >= newer.entry.seq && isAgain(one, older) && one.identifier === older.identifier,
      );
      if (returns) return [];
      const stale = sent.find((one) => {
        const record = one.operation.value?.record ?? null;
        const isLater = beganAfter(one.call, newer, view) && one.call.identifier === older.identifier;
        return isLater && record !== null && isAbout(one, older) && differentData(record, older.record).length === 0;
      });
      if (stale === undefined) return [];
      return [
        {
          requirement: 'ROR-TIME-NEWEST',
          code: 'older-value-sent',
          entry: stale.call.entry.seq,
          where: older.identifier,
          expected: `nbCapacity ${newer.record.nbCapacity}`,
          seen: `nbCapacity ${older.record.nbCapacity}`,
          values: { record: keyWords(older.record) },
        },
      ];
    });
    return outcome(sent.length === 0 ? 0 : superseded.length, findings, 'nothing-superseded');
  },
};

/**
 * The request arrived after the stimulus: one that was under way, its answer still to come, is not held against it, nor
 * one that came while a person was still entering the newer value.
 */
function beganAfter({ entry }: FeedCall, newer: Asked, view: AttemptView): boolean {
  return entry.seq > enteredAt(view.entries, newer.entry) && Date.parse(entry.at) >= Date.parse(newer.entry.at);
}

function isAgain(one: Asked, older: Asked): boolean {
  return sameKey(one.record, older.record) && differentData(one.record, older.record).length === 0;
}

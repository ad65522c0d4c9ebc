import { z } from 'zod';
import { sameKey } from '../../mev3/capacity/key.ts';
import { askedRecords, isAbout, keyWords, sentOperations } from '../../harness/model/attempt-facts.ts';
import type { Asked } from '../../harness/model/attempt-facts.ts';
import type { Check } from '../../harness/model/check.ts';
import { absenceOutcome, doesNotApply } from '../../harness/model/check-outcome.ts';
import { feedAnswer } from '../../harness/model/feed-answer.ts';
import { differentData } from '../../harness/model/record-data.ts';
import type { Finding } from '../../harness/model/verdict.ts';

/** True when the product was told these values with this very date before: with a newer date they are confirmed, which is news. */
function wasSaidBefore({ entry, identifier, record }: Asked, all: readonly Asked[]): boolean {
  return all.some(
    (one) =>
      one.entry.seq < entry.seq &&
      one.identifier === identifier &&
      sameKey(one.record, record) &&
      differentData(one.record, record).length === 0 &&
      Date.parse(one.record.capacityUpdateDate) === Date.parse(record.capacityUpdateDate),
  );
}

/** A report that repeats what the ROR accepted last, date included, causes no PATCH of that record. */
export const nothingSentUnchanged: Check<Record<string, never>> = {
  name: 'nothing-sent-unchanged',
  requirements: ['ROR-FEED-ONCE'],
  params: z.strictObject({}),
  judge(context) {
    const sent = sentOperations(context.view);
    const all = askedRecords(context.view);
    if (all.some(({ entry }) => entry.driver === 'manual')) return doesNotApply('product-gives-the-date');
    const repeated = all.flatMap((asked) => {
      if (asked.kind !== 'report-capacity') return [];
      const last = sent.findLast(
        (one) =>
          one.call.entry.seq < asked.entry.seq &&
          one.call.identifier === asked.identifier &&
          feedAnswer(one.call) === 'accepted' &&
          one.key !== null &&
          sameKey(one.key, asked.record),
      );
      const record = last?.operation.value?.record ?? null;
      const isSame = record !== null && differentData(record, asked.record).length === 0;
      return isSame && wasSaidBefore(asked, all) ? [asked] : [];
    });
    const findings = repeated.flatMap((asked): Finding[] => {
      const again = sent.find(
        (one) =>
          one.call.stimulus?.seq === asked.entry.seq && one.call.identifier === asked.identifier && isAbout(one, asked),
      );
      if (again === undefined) return [];
      return [
        {
          requirement: 'ROR-FEED-ONCE',
          code: 'sent-unchanged',
          entry: again.call.entry.seq,
          where: asked.identifier,
          expected: '—',
          seen: again.operation.type,
          values: { record: keyWords(asked.record) },
        },
      ];
    });
    const watched = repeated.map((asked) => asked.entry.seq);
    return absenceOutcome(context, { reason: 'nothing-repeated', watched, findings });
  },
};

import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { askedFor, askedRecords, sentOperations } from '../../harness/model/attempt-facts.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import { differentData } from '../../harness/model/record-data.ts';
import type { Finding } from '../../harness/model/verdict.ts';

/** Each value sent is one that a stimulus gave for its record; the newest one decides what is said to be expected. */
export const valuesAsStimulus: Check<Record<string, never>> = {
  name: 'values-as-stimulus',
  requirements: ['ROR-FEED-VALUES'],
  params: z.strictObject({}),
  judge({ view }) {
    const asked = askedRecords(view).filter((one) => one.kind !== 'remove-capacity');
    const pairs = sentOperations(view).flatMap((sent) => {
      const record = sent.operation.value?.record ?? null;
      const candidates = askedFor(asked, sent);
      return record === null || candidates.length === 0 ? [] : [{ sent, record, candidates }];
    });
    const findings = pairs.flatMap(({ sent, record, candidates }): Finding[] => {
      if (candidates.some((one) => differentData(record, one.record).length === 0)) return [];
      const newest = candidates.at(-1)?.record ?? record;
      return differentData(record, newest).map((member) => ({
        requirement: 'ROR-FEED-VALUES',
        code: 'other-value',
        entry: sent.call.entry.seq,
        where: `Parameters.parameter[${sent.operation.index}] ${member}`,
        expected: String(newest[member] ?? '—'),
        seen: String(record[member] ?? '—'),
        values: { attribute: member },
      }));
    });
    return outcome(pairs.length, findings, 'no-record-sent');
  },
};

import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { askedFor, askedRecords, sentOperations } from '../../harness/model/attempt-facts.ts';
import type { SentOperation } from '../../harness/model/attempt-facts.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import type { Finding } from '../../harness/model/verdict.ts';

/** A product may keep its time stamps to the second or the minute below: nothing finer is judged. */
const TOLERANCE_MS = 60_000;

/** A date this near to the request is the sending time. */
const SENDING_MS = 120_000;

function isSame(sent: string, asked: string): boolean {
  const distance = Math.abs(Date.parse(sent) - Date.parse(asked));
  return distance < TOLERANCE_MS;
}

function findingOf(sent: SentOperation, date: string, expected: string): Finding {
  const fromSending = Math.abs(Date.parse(date) - Date.parse(sent.call.entry.at));
  return {
    requirement: 'ROR-FEED-UPDATE-DATE',
    code: fromSending < SENDING_MS ? 'date-is-sending-time' : 'date-not-source-time',
    entry: sent.call.entry.seq,
    where: `Parameters.parameter[${sent.operation.index}] capacityUpdateDate`,
    expected,
    seen: date,
    values: { sentAt: sent.call.entry.at },
  };
}

/** capacityUpdateDate is the instant that the stimulus gave, in any zone, to the minute. */
export const updateDateIsSourceTime: Check<Record<string, never>> = {
  name: 'update-date-is-source-time',
  requirements: ['ROR-FEED-UPDATE-DATE'],
  params: z.strictObject({}),
  judge({ view }) {
    const asked = askedRecords(view).filter((one) => one.kind !== 'remove-capacity');
    const pairs = sentOperations(view).flatMap((sent) => {
      const date = sent.operation.value?.record?.capacityUpdateDate;
      const dates = askedFor(asked, sent).map((one) => one.record.capacityUpdateDate);
      // A date without time, or one that is no date, is judged by record-complete.
      return date === undefined || !date.includes('T') || dates.length === 0 ? [] : [{ sent, date, dates }];
    });
    const findings = pairs
      .filter(({ date, dates }) => !dates.some((one) => isSame(date, one)))
      .map(({ sent, date, dates }) => findingOf(sent, date, dates.at(-1) ?? ''));
    return outcome(pairs.length, findings, 'no-record-sent');
  },
};

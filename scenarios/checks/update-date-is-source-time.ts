import { z } from 'zod';
import type { CapacityRecord } from '../../mev3/capacity/types.ts';
import type { AttemptView, Check } from '../../harness/model/check.ts';
import { enteredUntilMs } from '../../harness/model/attestations.ts';
import { askedFor, askedRecords, sentOperations } from '../../harness/model/attempt-facts.ts';
import type { Asked, SentOperation } from '../../harness/model/attempt-facts.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import { differentData } from '../../harness/model/record-data.ts';
import type { Finding } from '../../harness/model/verdict.ts';

/** A product may keep its time stamps to the second or the minute below: nothing finer is judged. */
const TOLERANCE_MS = 60_000;

/** How much the clock of a product may differ that dates what a person enters. */
const CLOCK_MS = 60_000;

/** A date this near to the request is the sending time. */
const SENDING_MS = 120_000;

/** The instant asked for, or up to a minute before: cutting time off makes it earlier, nothing makes it later. */
function isSame(sent: string, asked: string): boolean {
  const before = Date.parse(asked) - Date.parse(sent);
  return before >= 0 && before < TOLERANCE_MS;
}

/** A date that may stand beside what was sent. */
interface Dated {
  readonly expected: string;
  readonly fits: (date: string) => boolean;
}

/** The dates that may stand beside what was sent: those of the stimuli with these values; of all, when none has them. */
function datesFor(record: CapacityRecord, asked: readonly Asked[], view: AttemptView): readonly Dated[] {
  const sameData = asked.filter((one) => differentData(record, one.record).length === 0);
  return (sameData.length > 0 ? sameData : asked).map((one) => dateOf(one, view));
}

/**
 * The date that the stimulus gave. What a person enters is dated by the product: some instant between the moment when
 * the person was asked and the one when everything was entered, by a clock that may be a minute off.
 */
function dateOf({ entry, record }: Asked, view: AttemptView): Dated {
  const untilMs = enteredUntilMs(view.entries, entry);
  if (untilMs === null)
    return { expected: record.capacityUpdateDate, fits: (date) => isSame(date, record.capacityUpdateDate) };
  const fromMs = Date.parse(entry.at);
  return {
    expected: `${entry.at} – ${Number.isFinite(untilMs) ? new Date(untilMs).toISOString() : '…'}`,
    fits: (date) => {
      const ms = Date.parse(date);
      return ms > fromMs - TOLERANCE_MS - CLOCK_MS && ms <= untilMs + CLOCK_MS;
    },
  };
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

/**
 * capacityUpdateDate is the instant that the stimulus gave, in any zone, to the minute, beside the values of the same
 * stimulus; of what a person entered, the time of entering.
 */
export const updateDateIsSourceTime: Check<Record<string, never>> = {
  name: 'update-date-is-source-time',
  requirements: ['ROR-FEED-UPDATE-DATE'],
  params: z.strictObject({}),
  judge({ view }) {
    const asked = askedRecords(view).filter((one) => one.kind !== 'remove-capacity');
    const pairs = sentOperations(view).flatMap((sent) => {
      const record = sent.operation.value?.record ?? null;
      // A date without time, or one that is no date, is judged by record-complete.
      if (record === null || !record.capacityUpdateDate.includes('T')) return [];
      const dates = datesFor(record, askedFor(asked, sent), view);
      return dates.length === 0 ? [] : [{ sent, date: record.capacityUpdateDate, dates }];
    });
    const findings = pairs
      .filter(({ date, dates }) => !dates.some((one) => one.fits(date)))
      .map(({ sent, date, dates }) => findingOf(sent, date, dates.at(-1)?.expected ?? ''));
    return outcome(pairs.length, findings, 'no-record-sent');
  },
};

import { z } from 'zod';
import type { AttemptView, Check } from '../../harness/model/check.ts';
import {
  askedRecords,
  isAbout,
  isOfAnotherUnit,
  keyWords,
  recordText,
  sentOperations,
} from '../../harness/model/attempt-facts.ts';
import type { Asked } from '../../harness/model/attempt-facts.ts';
import { endedAbnormally } from '../../harness/model/connector-end.ts';
import { outcome, skipped } from '../../harness/model/check-outcome.ts';
import { feedAnswer } from '../../harness/model/feed-answer.ts';
import type { FeedAnswer } from '../../harness/model/feed-answer.ts';
import type { Finding } from '../../harness/model/verdict.ts';

/** Sent after it was asked: an unchanged value sent for an earlier stimulus does not answer a later one. */
function wasSent(asked: Asked, view: AttemptView): boolean {
  const first = { ...asked, entry: firstGiven(asked.entry, view) };
  return sentOperations(view).some((one) => isAbout(one, first) && !isOfAnotherUnit(one, first, view));
}

/** A stimulus that is given again after a kill is the same: who knows what the ROR took need not send it anew. */
function firstGiven(entry: Asked['entry'], view: AttemptView): Asked['entry'] {
  return view.stimuli.find((one) => one.entry.stimulusId === entry.stimulusId)?.entry ?? entry;
}

/** Answers after which a connector is right to send nothing more of the unit: they are about the unit or the caller. */
const STOPPING: readonly FeedAnswer[] = [
  'location-404',
  'several-412',
  'forbidden-403',
  'token-401',
  'temporary',
  'lost',
  'other',
];

function wasStopped(asked: Asked, view: AttemptView): boolean {
  return view.feedCalls.some((call) => call.stimulus?.seq === asked.entry.seq && STOPPING.includes(feedAnswer(call)));
}

function findingOf(asked: Asked, view: AttemptView): Finding {
  return {
    requirement: 'ROR-FEED-ALL-SENT',
    code: view.feedCalls.length === 0 ? 'nothing-sent' : 'record-not-sent',
    entry: asked.entry.seq,
    where: recordText(asked.identifier, asked.record),
    expected: 'PATCH',
    seen: '—',
    values: { identifier: asked.identifier, record: keyWords(asked.record), calls: view.feedCalls.length },
  };
}

/** Each record that a stimulus named was the subject of at least one operation. */
export const eachRecordSent: Check<Record<string, never>> = {
  name: 'each-record-sent',
  requirements: ['ROR-FEED-ALL-SENT'],
  params: z.strictObject({}),
  judge({ view }) {
    const asked = askedRecords(view);
    const missing = asked.filter((one) => !wasSent(one, view));
    // A process that crashed or was ended says nothing about what the product would have sent.
    const judgeable = missing.filter((one) => !endedAbnormally(view, one.entry) && !wasStopped(one, view));
    const judged = asked.length - missing.length + judgeable.length;
    if (judged === 0 && missing.length > 0) {
      return skipped(missing.some((one) => wasStopped(one, view)) ? 'stopped-by-refusal' : 'ended-abnormally');
    }
    return outcome(
      judged,
      judgeable.map((one) => findingOf(one, view)),
      'nothing-asked',
    );
  },
};

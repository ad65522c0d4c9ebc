import { z } from 'zod';
import {
  askedRecords,
  isAbout,
  isOfAnotherUnit,
  keyWords,
  recordText,
  sentOperations,
} from '../../harness/model/attempt-facts.ts';
import type { Asked } from '../../harness/model/attempt-facts.ts';
import type { AttemptView, Check } from '../../harness/model/check.ts';
import { doesNotApply, outcome, skipped } from '../../harness/model/check-outcome.ts';
import { exitOf } from '../../harness/model/connector-end.ts';
import { tries } from '../../harness/model/attempt-chains.ts';
import { feedAnswer } from '../../harness/model/feed-answer.ts';
import type { Finding } from '../../harness/model/verdict.ts';

function wasAccepted(asked: Asked, view: AttemptView, within: 'stimulus' | 'attempt'): boolean {
  return sentOperations(view).some(
    (sent) =>
      feedAnswer(sent.call) === 'accepted' &&
      isAbout(sent, asked) &&
      !isOfAnotherUnit(sent, asked, view) &&
      (within === 'attempt' || sent.call.stimulus?.seq === asked.entry.seq),
  );
}

/** What says that the connector knows that the record did not arrive; null when nothing can tell. */
function wasTold(asked: Asked, view: AttemptView): 'yes' | { readonly seen: string } | null {
  const exit = exitOf(view, asked.entry);
  const attested = view.entries
    .filter((entry) => entry.kind === 'attestation')
    .findLast((entry) => entry.stimulusId === asked.entry.stimulusId);
  // A person who says that nothing was reported is right when it arrived later: there was nothing to report.
  if (attested?.answer === 'yes') return 'yes';
  const isHeardOtherwise = attested !== undefined || exit === undefined || asked.entry.driver !== 'command';
  if (isHeardOtherwise && wasAccepted(asked, view, 'attempt')) return 'yes';
  if (attested !== undefined) return { seen: `${attested.by}: no` };
  return wasToldByExit(asked, exit);
}

function wasToldByExit(asked: Asked, exit: ReturnType<typeof exitOf>): 'yes' | { readonly seen: string } | null {
  if (exit === undefined || asked.entry.driver !== 'command') return null;
  if (exit.result === 'refused') return 'yes';
  return { seen: `${exit.result}, ${exit.exitCode === null ? (exit.signal ?? '—') : `exit ${exit.exitCode}`}` };
}

const params = z.strictObject({
  /** True where the failure meets only calls on a connection that is kept open, as not every connector does. Default false. */
  onKeptConnection: z.boolean().default(false),
});

/** What the ROR could not take for now arrives with the same stimulus, or the connector says that it did not. */
export const temporaryFailureNotLost: Check<z.output<typeof params>> = {
  name: 'temporary-failure-not-lost',
  requirements: ['ROR-TIME-NOT-LOST'],
  params,
  judge({ view }, { onKeptConnection }) {
    const failing = new Set(tries(view).flatMap((one) => (one.failedForNow ? [one.stimulus] : [])));
    const asked = askedRecords(view).filter(({ entry }) => failing.has(entry.seq));
    if (asked.length === 0) {
      const isSpared = onKeptConnection && view.feedCalls.length > 0;
      return isSpared ? doesNotApply('no-connection-kept') : skipped('no-temporary-failure');
    }
    const open = asked.filter((one) => !wasAccepted(one, view, 'stimulus'));
    const told = open.map((one) => ({ one, told: wasTold(one, view) }));
    const findings = told.flatMap(({ one, told: answer }): Finding[] => {
      if (answer === 'yes' || answer === null) return [];
      return [
        {
          requirement: 'ROR-TIME-NOT-LOST',
          code: 'lost-without-a-word',
          entry: exitOf(view, one.entry)?.seq ?? one.entry.seq,
          where: recordText(one.identifier, one.record),
          expected: 'PATCH → 200, exit 10',
          seen: answer.seen,
          values: { identifier: one.identifier, record: keyWords(one.record) },
        },
      ];
    });
    const judged = asked.length - told.filter(({ told: answer }) => answer === null).length;
    return outcome(judged, findings, 'cannot-tell');
  },
};

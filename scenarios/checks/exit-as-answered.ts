import { z } from 'zod';
import type { AttemptView, Check, FeedCall } from '../../harness/model/check.ts';
import { askedRecords, isAbout, sentOperations } from '../../harness/model/attempt-facts.ts';
import { exitOf } from '../../harness/model/connector-end.ts';
import { doesNotApply, outcome } from '../../harness/model/check-outcome.ts';
import { feedAnswer, FINAL_REFUSALS } from '../../harness/model/feed-answer.ts';
import type { Finding } from '../../harness/model/verdict.ts';

type AskedStimulus = AttemptView['stimuli'][number];

/** True when nothing was refused for good and the last answer about each record asked for is a success. */
function wasAllAccepted({ entry }: AskedStimulus, view: AttemptView): boolean {
  const during = (call: FeedCall): boolean => call.stimulus?.seq === entry.seq;
  const wasRefused = view.feedCalls.some(
    (call) => during(call) && FINAL_REFUSALS.some((refusal) => refusal === feedAnswer(call)),
  );
  const asked = askedRecords(view).filter((one) => one.entry.seq === entry.seq);
  if (wasRefused || asked.length === 0) return false;
  const sent = sentOperations(view).filter((one) => during(one.call));
  return asked.every((one) => {
    const last = sent.findLast((operation) => operation.call.identifier === one.identifier && isAbout(operation, one));
    return last !== undefined && feedAnswer(last.call) === 'accepted';
  });
}

function faultsOf(stimulus: AskedStimulus, view: AttemptView): Finding[] {
  const { stimulusId } = stimulus.entry;
  const exit = exitOf(view, stimulus.entry);
  if (exit === undefined) return [];
  const seen = `${exit.result}, ${exit.exitCode === null ? (exit.signal ?? '—') : `exit ${exit.exitCode}`}`;
  const facts = { entry: exit.seq, where: `stimulus ${stimulusId}`, seen };
  if (exit.result === 'abnormal' || exit.timedOut) {
    return [{ ...facts, requirement: 'ROR-REP-NORMAL-END', code: 'abnormal-end', expected: 'exit 0, 10, 11' }];
  }
  if (exit.result === 'done' || !wasAllAccepted(stimulus, view)) return [];
  return [{ ...facts, requirement: 'ROR-REP-NO-FALSE-ALARM', code: 'nothing-refused', expected: 'done, exit 0' }];
}

/** The connector ends each stimulus by itself, and says that something was refused or left out only when it was. */
export const exitAsAnswered: Check<Record<string, never>> = {
  name: 'exit-as-answered',
  requirements: ['ROR-REP-NORMAL-END', 'ROR-REP-NO-FALSE-ALARM'],
  params: z.strictObject({}),
  judge({ view }) {
    // Only the result of a command says how it ended (contract §7).
    if (view.stimuli.length > 0 && view.stimuli.every(({ entry }) => entry.driver !== 'command')) {
      return doesNotApply('no-exit-status');
    }
    const told = view.stimuli.filter(({ entry }) => entry.driver === 'command' && exitOf(view, entry) !== undefined);
    return outcome(
      told.length,
      told.flatMap((one) => faultsOf(one, view)),
      'cannot-tell',
    );
  },
};

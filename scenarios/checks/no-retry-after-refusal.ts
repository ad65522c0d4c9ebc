import { z } from 'zod';
import { sameKey } from '../../mev3/capacity/key.ts';
import type { AttemptView, Check, FeedCall } from '../../harness/model/check.ts';
import { operationKey } from '../../harness/model/attempt-facts.ts';
import { absenceOutcome } from '../../harness/model/check-outcome.ts';
import { answerWords, feedAnswer, FINAL_REFUSALS } from '../../harness/model/feed-answer.ts';
import type { FinalRefusal } from '../../harness/model/feed-answer.ts';

const REQUIREMENT: Readonly<Record<FinalRefusal, string>> = {
  'location-404': 'ROR-ERR-LOCATION-404',
  'several-412': 'ROR-ERR-SEVERAL-412',
  'rules-400': 'ROR-ERR-RULES-400',
  'forbidden-403': 'ROR-ERR-FORBIDDEN-403',
};

function sharesOperation(a: FeedCall, b: FeedCall): boolean {
  return (a.body?.operations ?? []).some((one) =>
    (b.body?.operations ?? []).some((other) => {
      const [key, otherKey] = [operationKey(one), operationKey(other)];
      return one.type === other.type && key !== null && otherKey !== null && sameKey(key, otherKey);
    }),
  );
}

function sameBytes(a: FeedCall, b: FeedCall): boolean {
  const [one, other] = [a.entry.request.body, b.entry.request.body];
  return one.form !== 'none' && other.form !== 'none' && one.sha256 === other.sha256;
}

/** True when a stimulus between the two gave a reason to send it again: everything, or this unit. */
function wasAskedAgain(later: FeedCall, earlier: FeedCall, view: AttemptView): boolean {
  return view.stimuli.some(
    ({ entry, stimulus }) =>
      entry.seq > earlier.entry.seq &&
      entry.seq < later.entry.seq &&
      (stimulus.kind === 'resend-all' || stimulus.location?.identifier === earlier.identifier),
  );
}

/** True when `later` tries again what `earlier` tried, unasked: also while another unit is reported. */
function repeats(later: FeedCall, earlier: FeedCall, view: AttemptView): boolean {
  if (later.entry.seq <= earlier.entry.seq || wasAskedAgain(later, earlier, view)) return false;
  return later.identifier === earlier.identifier && (sameBytes(later, earlier) || sharesOperation(later, earlier));
}

const params = z.strictObject({
  /** The refusal that the scenario provokes. */
  answer: z.enum(FINAL_REFUSALS),
});

/** What was refused for good is not tried again. An `add` after a refused `replace` is the matter of other checks. */
export const noRetryAfterRefusal: Check<z.output<typeof params>> = {
  name: 'no-retry-after-refusal',
  requirements: Object.values(REQUIREMENT),
  params,
  requirementsFor: ({ answer }) => [REQUIREMENT[answer]],
  judge(context, { answer }) {
    const { feedCalls } = context.view;
    const refused = feedCalls.filter((call) => feedAnswer(call) === answer);
    const findings = feedCalls.flatMap((call) => {
      const first = refused.find((one) => repeats(call, one, context.view));
      if (first === undefined) return [];
      return [
        {
          requirement: REQUIREMENT[answer],
          code: 'retried',
          entry: call.entry.seq,
          where: call.identifier ?? 'identifier',
          expected: '—',
          seen: `PATCH → ${answerWords(call)}`,
          values: { refusal: first.entry.seq, answer: answerWords(first) },
        },
      ];
    });
    const watched = refused.map((call) => call.entry.seq);
    return absenceOutcome(context, { reason: 'no-such-refusal', watched, findings });
  },
};

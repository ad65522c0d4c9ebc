import { z } from 'zod';
import type { AttemptView, Check, FeedCall } from '../../harness/model/check.ts';
import { wasInFlight } from '../../harness/model/attempt-chains.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import type { Finding } from '../../harness/model/verdict.ts';

/** True when the call shows the refused token because it was under way when that token was refused. */
function isStillUnderWay(one: FeedCall, refused: FeedCall): boolean {
  return one.entry.caller.token === refused.entry.caller.token && wasInFlight(refused.entry, one.entry);
}

/** A refused call, and what the connector did about its token within the same stimulus. */
interface Refused {
  readonly call: FeedCall;
  /** `seq` of the token requests up to the next call of the API. */
  readonly renewals: readonly number[];
  readonly next: FeedCall | undefined;
}

function refusedCalls(view: AttemptView): readonly Refused[] {
  return view.feedCalls.flatMap((call, index) => {
    if (call.entry.answer.status !== 401 || call.lost) return [];
    const next = view.feedCalls
      .slice(index + 1)
      .find((one) => one.stimulus?.seq === call.stimulus?.seq && !isStillUnderWay(one, call));
    const until = next?.entry.seq ?? Infinity;
    const stimulusEnd = view.stimuli.find((one) => one.entry.seq > call.entry.seq)?.entry.seq ?? Infinity;
    const renewals = view.tokenCalls
      // A token that was asked for while this call was under way, for a parallel one, renews for it too.
      .filter(({ entry }) => entry.seq > call.entry.seq || Date.parse(entry.at) > Date.parse(call.entry.at))
      .map(({ entry }) => entry.seq)
      .filter((seq) => seq < Math.min(until, stimulusEnd));
    return [{ call, renewals, next }];
  });
}

function faultsOf({ call, renewals, next }: Refused): Finding[] {
  const facts = { requirement: 'ROR-AUTH-401', where: 'Authorization', values: { refusal: call.entry.seq } };
  const token = call.entry.caller.token;
  if (next !== undefined && token !== null && next.entry.caller.token === token) {
    return [
      { ...facts, code: 'refused-token-used', entry: next.entry.seq, expected: 'a new token', seen: 'the refused one' },
    ];
  }
  if (renewals.length === 1) return [];
  const code = renewals.length === 0 ? 'no-renewal' : 'several-renewals';
  return [{ ...facts, code, entry: renewals[1] ?? call.entry.seq, expected: '1', seen: String(renewals.length) }];
}

/** After a 401 the connector asks for exactly one new token, and never shows the refused one again. */
export const oneRenewalAfter401: Check<Record<string, never>> = {
  name: 'one-renewal-after-401',
  requirements: ['ROR-AUTH-401'],
  params: z.strictObject({}),
  judge({ view }) {
    const refused = refusedCalls(view);
    return outcome(refused.length, refused.flatMap(faultsOf), 'no-401');
  },
};

import { z } from 'zod';
import type { AttemptView, Check, TokenCall } from '../../harness/model/check.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import type { Finding } from '../../harness/model/verdict.ts';

/** Who asked: a token belongs to one client and one certificate. */
function holder(call: TokenCall): string {
  return `${call.entry.caller.clientId ?? ''} ${call.entry.tls.peer?.sha256 ?? ''}`;
}

function stimulusAt(view: AttemptView, seq: number): number {
  return view.stimuli.findLast((one) => one.entry.seq < seq)?.entry.seq ?? 0;
}

/** True when the API refused a token between the two requests: asking for another one was right. */
function wasRefusedBetween(view: AttemptView, first: number, second: number): boolean {
  return view.feedCalls.some(({ entry }) => entry.seq > first && entry.seq < second && entry.answer.status === 401);
}

/** Seconds that the earlier token still had when the later one was asked for. */
function secondsLeft(earlier: TokenCall, later: TokenCall): number {
  const age = (Date.parse(later.entry.at) - Date.parse(earlier.entry.answer.at)) / 1000;
  return (earlier.expiresIn ?? 0) - age;
}

function tooEarly(view: AttemptView, earlier: TokenCall, later: TokenCall): boolean {
  // One process a stimulus is a legitimate way to run: only what one stimulus caused can share a token for certain.
  if (stimulusAt(view, earlier.entry.seq) !== stimulusAt(view, later.entry.seq)) return false;
  if (holder(earlier) !== holder(later)) return false;
  // Two requests on their way at once: neither had the token of the other yet.
  if (Date.parse(later.entry.at) <= Date.parse(earlier.entry.answer.at) || earlier.lost) return false;
  if (wasRefusedBetween(view, earlier.entry.seq, later.entry.seq)) return false;
  return secondsLeft(earlier, later) > (earlier.expiresIn ?? 0) / 2;
}

function findingOf(earlier: TokenCall, later: TokenCall): Finding {
  const left = Math.floor(secondsLeft(earlier, later));
  return {
    requirement: 'ROR-AUTH-REUSE',
    code: 'token-not-reused',
    entry: later.entry.seq,
    where: 'token endpoint',
    expected: `token of entry ${earlier.entry.seq}`,
    seen: 'another token request',
    values: { first: earlier.entry.seq, left },
  };
}

/** Within what one stimulus causes, a token with more than half of its life left is used again, not replaced. */
export const tokenReused: Check<Record<string, never>> = {
  name: 'token-reused',
  requirements: ['ROR-AUTH-REUSE'],
  params: z.strictObject({}),
  judge({ view }) {
    const granted = view.tokenCalls.filter((call) => call.token !== null && call.expiresIn !== null);
    const findings = granted.flatMap((later, index) => {
      const earlier = granted.slice(0, index).findLast((one) => tooEarly(view, one, later));
      return earlier === undefined ? [] : [findingOf(earlier, later)];
    });
    // A stimulus that caused one call had nothing to use a token again for.
    const followUps = view.feedCalls.filter((call, index) => {
      const before = view.feedCalls[index - 1];
      return before !== undefined && before.stimulus?.seq === call.stimulus?.seq;
    });
    return outcome(followUps.length, findings, 'single-call');
  },
};

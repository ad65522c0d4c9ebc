import { z } from 'zod';
import type { Check } from '../../harness/model/check.ts';
import { outcome } from '../../harness/model/check-outcome.ts';

/** Only the token endpoint and the capacity PATCH are called. */
export const noOtherTraffic: Check<Record<string, never>> = {
  name: 'no-other-traffic',
  requirements: ['ROR-FEED-ONLY-FEED'],
  params: z.strictObject({}),
  judge({ view }) {
    const findings = view.otherCalls.map(({ seq, listener, request, answer }) => ({
      requirement: 'ROR-FEED-ONLY-FEED',
      code: 'other-request',
      entry: seq,
      where: listener,
      expected: '—',
      seen: `${request.method} ${request.target.slice(0, 200)} → ${answer.status}`,
    }));
    const calls = view.otherCalls.length + view.feedCalls.length + view.tokenCalls.length;
    return outcome(calls, findings, 'nothing-sent');
  },
};

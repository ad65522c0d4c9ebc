import { z } from 'zod';
import type { ExchangeEntry } from '../../journal/entry.ts';
import type { Check } from '../../harness/model/check.ts';
import { outcome } from '../../harness/model/check-outcome.ts';

const DISCOVERY = ['/.well-known/openid-configuration', '/protocol/openid-connect/certs'];

/** Libraries of OpenID Connect look up the addresses and keys of the server before they ask for a token. */
function isDiscovery({ listener, request }: ExchangeEntry): boolean {
  const path = request.target.split(/[?#]/, 1)[0] ?? '';
  return listener === 'auth' && request.method === 'GET' && DISCOVERY.some((end) => path.endsWith(end));
}

/** Only the token endpoint and the capacity PATCH are called, beside the discovery of the authorisation server. */
export const noOtherTraffic: Check<Record<string, never>> = {
  name: 'no-other-traffic',
  requirements: ['ROR-FEED-ONLY-FEED'],
  params: z.strictObject({}),
  judge({ view }) {
    const others = view.otherCalls.filter((call) => !isDiscovery(call));
    const findings = others.map(({ seq, listener, request, answer }) => ({
      requirement: 'ROR-FEED-ONLY-FEED',
      code: 'other-request',
      entry: seq,
      where: listener,
      expected: '—',
      seen: `${request.method} ${request.target.slice(0, 200)} → ${answer.status}`,
    }));
    const calls = others.length + view.feedCalls.length + view.tokenCalls.length;
    return outcome(calls, findings, 'nothing-sent');
  },
};

import { z } from 'zod';
import type { Check, FeedCall } from '../../harness/model/check.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import type { Finding } from '../../harness/model/verdict.ts';

/** The two documented headers, and those that HTTP itself, its libraries and proxies on the way add. */
const EXPECTED = new Set([
  'authorization',
  'content-type',
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'te',
  'trailer',
  'expect',
  'date',
  'user-agent',
  'accept',
  'accept-encoding',
  'accept-language',
  'accept-charset',
  'cache-control',
  'pragma',
  'priority',
  'upgrade',
  'http2-settings',
  'via',
  'forwarded',
  'traceparent',
  'tracestate',
  'baggage',
]);

const EXPECTED_PREFIXES = ['sec-fetch-', 'x-forwarded-'];

/** `Ror-*` has a rule and a check of its own. */
function isExpected(name: string): boolean {
  const lower = name.toLowerCase();
  return (
    EXPECTED.has(lower) || lower.startsWith('ror-') || EXPECTED_PREFIXES.some((prefix) => lower.startsWith(prefix))
  );
}

function faults({ entry }: FeedCall): Finding[] {
  return entry.request.headers
    .filter(([name]) => !isExpected(name))
    .map(([name]) => ({
      requirement: 'ROR-HDR-ONLY-DOCUMENTED',
      code: 'other-header',
      entry: entry.seq,
      where: name,
      expected: 'Authorization, Content-Type',
      seen: name,
    }));
}

/** No PATCH carries a header beside the two documented ones and those of the transport. */
export const onlyDocumentedHeaders: Check<Record<string, never>> = {
  name: 'only-documented-headers',
  requirements: ['ROR-HDR-ONLY-DOCUMENTED'],
  params: z.strictObject({}),
  judge: ({ view }) => outcome(view.feedCalls.length, view.feedCalls.flatMap(faults), 'nothing-sent'),
};

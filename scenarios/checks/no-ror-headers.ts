import { z } from 'zod';
import type { Check, FeedCall } from '../../harness/model/check.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import type { Finding } from '../../harness/model/verdict.ts';

function faults({ entry }: FeedCall): Finding[] {
  return entry.request.headers
    .filter(([name]) => name.toLowerCase().startsWith('ror-'))
    .map(([name]) => ({
      requirement: 'ROR-HDR-NO-ROR',
      code: 'ror-header',
      entry: entry.seq,
      where: name,
      expected: '—',
      seen: name,
    }));
}

/** No PATCH carries a `Ror-*` header. */
export const noRorHeaders: Check<Record<string, never>> = {
  name: 'no-ror-headers',
  requirements: ['ROR-HDR-NO-ROR'],
  params: z.strictObject({}),
  judge: ({ view }) => outcome(view.feedCalls.length, view.feedCalls.flatMap(faults), 'nothing-sent'),
};

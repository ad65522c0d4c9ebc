import { z } from 'zod';
import type { Check, FeedCall } from '../../harness/model/check.ts';
import { headerValues } from '../../harness/model/attempt-facts.ts';
import { outcome } from '../../harness/model/check-outcome.ts';
import type { Finding } from '../../harness/model/verdict.ts';

function fault({ entry }: FeedCall): Finding[] {
  const values = headerValues(entry.request.headers, 'authorization');
  const only = values.length === 1 ? values[0] : undefined;
  if (only !== undefined && /^bearer \S/i.test(only)) return [];
  const scheme = only?.split(' ', 1)[0];
  return [
    {
      requirement: 'ROR-AUTH-BEARER',
      code: values.length === 0 ? 'no-authorization' : 'authorization-not-bearer',
      entry: entry.seq,
      where: 'Authorization',
      expected: 'Bearer <access_token>',
      seen: scheme ?? (values.length === 0 ? '—' : `${values.length} ×`),
    },
  ];
}

/** Each PATCH carries its token in one `Authorization: Bearer` header. */
export const tokenSentAsBearer: Check<Record<string, never>> = {
  name: 'token-sent-as-bearer',
  requirements: ['ROR-AUTH-BEARER'],
  params: z.strictObject({}),
  judge: ({ view }) => outcome(view.feedCalls.length, view.feedCalls.flatMap(fault), 'nothing-sent'),
};

import { z } from 'zod';
import type { Explanation } from '../explanation.ts';
import { nearMissAnswer } from './question-schemas.ts';
import { NO_BODY, NO_QUERY, routeWithParams } from './route.ts';

const text = z.string().nullable();

const cause = z.looseObject({
  code: z.string(),
  requirement: text,
  expected: text,
  seen: text,
  where: text,
  near: z.string().optional(),
  rule: z.string().optional(),
});

/** Why an exchange was refused, or by which rules it was accepted. */
export const explanation = z.looseObject({
  seq: z.int(),
  at: z.string(),
  call: z.enum(['token', 'feed', 'read', 'other', 'handshake']),
  outcome: z.enum(['refused', 'accepted']),
  request: z.strictObject({ method: z.string(), target: z.string() }).nullable(),
  status: z.int().nullable(),
  clientId: text,
  subjectDn: text,
  refusals: z.array(cause),
  said: z.array(z.string()),
  rules: z.array(
    z.strictObject({ id: z.string(), requirement: text, result: z.enum(['passed', 'refused', 'not-asked']) }),
  ),
  notices: z.array(
    z.strictObject({ requirement: z.string(), where: z.string(), seen: z.string(), expected: z.string() }),
  ),
  effect: z
    .strictObject({
      type: z.literal('Location'),
      id: z.string(),
      versionBefore: z.int(),
      versionAfter: z.int(),
      operations: z.array(z.enum(['add', 'replace', 'delete'])),
    })
    .nullable(),
  fault: text,
  nearest: nearMissAnswer.shape.nearest,
}) satisfies z.ZodType<Explanation>;

/** `GET …/exchanges/{number}/why`. */
export const WHY_ROUTE = routeWithParams({
  method: 'GET',
  path: '/v1/exchanges/{number}/why',
  operationId: 'why',
  summary: 'Why the exchange or handshake of this journal number was refused, or by which rules it was accepted',
  params: z.strictObject({ number: z.coerce.number().int().positive() }),
  query: NO_QUERY,
  body: NO_BODY,
  result: explanation,
  run: (mock, { params }) => mock.why(params.number),
});

import { z } from 'zod';
import { SERVER_FIXTURES } from '../../certs/pki.ts';

/** A fault that lasts longer than this serves no test. */
const MAX_MS = 120_000;

/** An hour: an outage of that length is taken away by hand. */
const MAX_LASTS_MS = 3_600_000;

const milliseconds = z.int().min(1).max(MAX_MS);
const count = z.int().min(1).max(1_000_000);

const action = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('delay'), delayMs: milliseconds })
    .describe('The call is handled at once, its answer leaves later'),
  z
    .strictObject({
      kind: z.literal('reset'),
      when: z.enum(['before-handling', 'before-answer', 'within-answer', 'after-answer']),
    })
    .describe(
      'The connection breaks: before the call is handled (nothing changed), after it was handled and before its answer (the answer is lost), in the middle of the answer, or unannounced after it',
    ),
  z
    .strictObject({
      kind: z.literal('status'),
      status: z.literal([400, 401, 403, 412, 429, 500, 502, 503]),
      retryAfterS: z.int().min(0).max(3_600).optional().describe('Retry-After, in seconds; no such header without it'),
    })
    .describe(
      'The call is not handled; 400, 403 and 412 are refusals of the feed, 401 that of a token (or client) that is good, 502 the HTML page of a proxy',
    ),
  z
    .strictObject({ kind: z.literal('truncated-body') })
    .describe('The call is handled; the body of the answer ends in its middle, its length agrees'),
  z.strictObject({ kind: z.literal('not-json') }).describe('The call is handled; the body of the answer is no JSON'),
  z
    .strictObject({ kind: z.literal('slow-drip'), overMs: milliseconds })
    .describe('The call is handled; the body of the answer comes in small pieces over this time'),
  z
    .strictObject({ kind: z.literal('token-ends-early'), afterS: z.int().min(0).max(86_400) })
    .describe('Meets token calls: the token says what it always says, and the API accepts it for this time only'),
  z
    .strictObject({ kind: z.literal('server-certificate'), certificate: z.enum(SERVER_FIXTURES) })
    .describe(
      'Meets new connections, not calls: the server presents a certificate that has ended, or one for another host name. Names no participant',
    ),
]);

/** What a call asks for: a token, a change of capacity, a reading, or something else. */
const CALL_KINDS = ['token', 'feed', 'read', 'other'] as const;

/** What a capacity PATCH does with its record. */
const OPERATIONS = ['add', 'replace', 'delete'] as const;

/** What a call asks for. */
export type CallKind = (typeof CALL_KINDS)[number];

/** A planned fault, as it comes from outside. */
export const faultSchema = z.strictObject({
  listener: z.enum(['auth', 'api']).optional().describe('Only calls of this listener; default: both'),
  call: z.enum(CALL_KINDS).optional().describe('Only calls that ask for this; default: all'),
  operation: z.enum(OPERATIONS).optional().describe('Only capacity PATCHes that ask for this operation; default: all'),
  connection: z
    .enum(['new', 'reused'])
    .optional()
    .describe('Only the first call of a connection, or only later ones on a connection kept open; default: all'),
  participant: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Only calls of the participant with this id; default: all'),
  from: count
    .default(1)
    .describe('The first call that it meets, counted among those that match, from when it is armed'),
  times: count.default(1).describe('How many calls (or connections) it meets'),
  lastsMs: z
    .int()
    .min(1)
    .max(MAX_LASTS_MS)
    .optional()
    .describe('How long it is there, in real ms from the first call that it meets; default: until it is taken away'),
  action,
});

/** A fault that is armed, with what it has met so far. */
export const armedFaultSchema = faultSchema.extend({
  id: z.string(),
  seen: z.int().describe('Matching calls so far'),
  hits: z.int().describe('Calls that it met'),
  endsAt: z
    .string()
    .optional()
    .describe('Real instant from which on it meets nothing more; absent before its first call, and when it has no end'),
});

/** A planned fault: which calls it meets, and what happens to them. */
export type Fault = z.input<typeof faultSchema>;
/** A fault whose defaults are filled in. */
export type CheckedFault = z.output<typeof faultSchema>;
/** A fault that is armed. */
export type ArmedFault = z.output<typeof armedFaultSchema>;

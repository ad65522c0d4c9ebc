import { z } from 'zod';
import { HANDED_CERTIFICATES } from './scenario-arming.ts';
import type { ScenarioArming, ScenarioCredential } from './scenario-arming.ts';
import { durationMs, SIGNED_DURATION, slug } from './scenario-words.ts';

const milliseconds = z.int().min(1).max(60_000);
const count = z.int().min(1).max(1000);

const action = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('delay'), delayMs: milliseconds }),
  z.strictObject({
    kind: z.literal('reset'),
    when: z.enum(['before-handling', 'before-answer', 'within-answer', 'after-answer']),
  }),
  z.strictObject({
    kind: z.literal('status'),
    status: z.literal([400, 401, 403, 412, 429, 500, 502, 503]),
    retryAfterS: z.int().min(0).max(60).optional().describe('Retry-After, in seconds'),
  }),
  z.strictObject({ kind: z.literal('truncated-body') }),
  z.strictObject({ kind: z.literal('not-json') }),
  z.strictObject({ kind: z.literal('slow-drip'), overMs: milliseconds }),
  z.strictObject({ kind: z.literal('token-ends-early'), afterS: z.int().min(0).max(3600) }),
  z.strictObject({ kind: z.literal('server-certificate'), certificate: z.enum(['expired', 'other-host']) }),
]);

const fault = z.strictObject({
  listener: z.enum(['auth', 'api']).optional().describe('Only calls of this listener; default: both'),
  call: z.enum(['token', 'feed', 'read']).optional().describe('Only calls that ask for this; default: all'),
  operation: z
    .enum(['add', 'replace', 'delete'])
    .optional()
    .describe('Only capacity PATCHes that ask for this operation; default: all'),
  connection: z
    .enum(['new', 'reused'])
    .optional()
    .describe('Only the first call of a connection, or only later ones on a connection kept open; default: all'),
  from: count.default(1).describe('The first call that it meets, counted from when it is armed'),
  times: count.default(1).describe('How many calls it meets'),
  lasts: z
    .literal('outage')
    .optional()
    .describe(
      'For timing.outageMs of the connector file, from the first call that it meets; default: until it is taken away',
    ),
  action,
});

const credentials = z.array(slug);
const units = z.array(slug);
const certificate = z.enum(HANDED_CERTIFICATES);

const signedDuration = z
  .string()
  .regex(SIGNED_DURATION, 'an ISO 8601 duration with an optional sign, such as -PT5M')
  .transform((text) => (text.startsWith('-') ? -durationMs(text.slice(1)) : durationMs(text)));

/** How the mock is armed, as a scenario file says it. */
export const armingSchema = z
  .strictObject({
    settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
    unlisted: credentials.default([]).describe('Credentials whose subject DN is taken off the white list'),
    suspended: credentials.default([]).describe('Credentials whose participant is suspended as a whole'),
    revoked: z
      .array(certificate)
      .default([])
      .describe('Certificates that are revoked: a revocation lasts to the end of the scenario'),
    notYetOpen: credentials.default([]).describe('Credentials whose participant opens at a later date'),
    withdrawn: units.default([]).describe('Units whose establishment is taken off the list of its credential'),
    granted: units.default([]).describe('Units whose establishment is put on the list of its credential'),
    faults: z.array(fault).max(20).default([]).describe('Calls that go wrong by plan'),
    clock: signedDuration.default(0).describe('The clock of the mock against real time, such as -PT5M'),
    certificates: z
      .record(slug, certificate)
      .default({})
      .describe('Which certificate of the test PKI a credential of the connector has; default: its own'),
  })
  .transform(({ clock, ...rest }): ScenarioArming => ({ ...rest, clockOffsetMs: clock }));

/** A credential of its own that a scenario gives the connector. */
export const credentialSchema: z.ZodType<ScenarioCredential> = z.strictObject({
  id: slug,
  participant: slug.describe('Credentials of one participant share its client_id'),
  kind: z.enum(['saas', 'regional-eai', 'proprietary']),
  certificate,
  establishments: z.array(slug).min(1).describe('Names, as units give them, of the establishments on its list'),
});

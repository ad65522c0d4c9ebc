import { z } from 'zod';
import type { NearMissAnswer, NearMissQuestion, Reloaded } from '../mock-ror-questions.ts';

const keyCode = z.string().max(100).nullable().default(null);

/** What is looked for: exactly one of the three. An attribute of the indicator that is left out is absent. */
export const nearMissQuestion = z.union([
  z.strictObject({ identifier: z.string().min(1).max(500) }),
  z.strictObject({ subjectDn: z.string().min(1).max(1_000), clientId: z.string().max(200).exactOptional() }),
  z.strictObject({
    indicator: z.strictObject({
      capacityStatus: keyCode,
      temporalityCapacity: keyCode,
      genderCapacityAvailable: keyCode,
      capacityClosingType: keyCode,
      additionalBedType: keyCode,
      crisisType: keyCode,
      temporaryAssignement: keyCode,
    }),
  }),
]) satisfies z.ZodType<NearMissQuestion>;

const text = z.string().nullable();

/** Whether the very thing is known, and what is near. */
export const nearMissAnswer = z.strictObject({
  isKnown: z.boolean(),
  nearest: z.array(
    z.strictObject({
      value: z.string(),
      differs: z.array(z.strictObject({ part: z.string(), seen: text, known: text })),
    }),
  ),
}) satisfies z.ZodType<NearMissAnswer>;

/** Which exchange is waited for, as query parameters. */
export const exchangeMatch = z.strictObject({
  call: z.enum(['token', 'feed', 'read', 'other']).optional(),
  method: z.string().max(20).optional(),
  participant: z.string().max(100).optional(),
  status: z.coerce.number().int().min(100).max(599).optional(),
  identifier: z.string().max(500).optional(),
  cause: z.string().max(100).optional(),
});

/** What a configuration that was read again changed. */
export const reloaded = z.strictObject({
  settings: z.array(z.string()),
  participants: z.array(z.string()),
  catalogue: z.strictObject({ name: z.string(), digest: z.string(), isChanged: z.boolean() }),
}) satisfies z.ZodType<Reloaded>;

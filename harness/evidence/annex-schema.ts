import { z } from 'zod';

const text = z.string().trim().min(1).max(500);
const finess = z.string().regex(/^[0-9][0-9AB][0-9A-Z]{7}$/, 'a FINESS number of an establishment, 9 characters');

const unitType = z.strictObject({
  type: text.describe('Type of unit, such as Médecine.'),
  indicators: z
    .array(text)
    .min(1)
    .max(200)
    .describe('Indicators that are fed for it, in your words or as their seven codes.'),
  frequency: text.describe('When or how often they are sent.'),
});

const instance = z.strictObject({
  name: text.describe('Name of the instance of the application.'),
  certificate: text.optional().describe('Subject DN of its certificate.'),
  establishments: z.array(finess).min(1).max(5_000).describe('FINESS of the establishments that it feeds.'),
});

/** What a vendor declares beside what was tested: an annex of the evidence pack. Unknown keys are refused. */
export const annexSchema = z.strictObject({
  format: z.literal(1),
  units: z.array(unitType).min(1).max(500).describe('Indicators by type of unit.'),
  routes: z
    .array(z.enum(['direct', 'regional-eai']))
    .min(1)
    .describe('How the national ROR is reached, by region.'),
  instances: z.array(instance).min(1).max(2_000),
  outOfScope: z
    .array(text)
    .max(200)
    .describe('What the product does not do; an empty list says that nothing is left out.'),
});

/** The JSON Schema (draft 2020-12) of annex.yaml, for editors: annex.schema.json beside this file. */
export function annexJsonSchema(): Readonly<Record<string, unknown>> {
  return { title: 'Annex of an evidence pack', ...z.toJSONSchema(annexSchema, { io: 'input' }) };
}

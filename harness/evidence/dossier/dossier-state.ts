import { z } from 'zod';

/** Ids of what is to be done on the way to the national ROR, in its order: the eleven steps of ANS, step 03 in its four parts. */
export const DOSSIER_ITEMS = [
  '01',
  '02',
  '03-request',
  '03-test-equipment',
  '03-committee',
  '03-test-dn',
  '04',
  '05',
  '06',
  '07',
  '08',
  '09',
  '10',
  '11',
] as const;

/** One of {@link DOSSIER_ITEMS}. */
export type DossierItem = (typeof DOSSIER_ITEMS)[number];

/** How far something is. `not-applicable`: it does not concern this vendor, such as step 05. */
export const DOSSIER_STATES = ['todo', 'in-progress', 'done', 'not-applicable'] as const;

/** How far something is. */
export type DossierProgress = (typeof DOSSIER_STATES)[number];

const text = z.string().trim().min(1).max(2_000);
const path = z.string().min(1).max(1_000);
const date = z.iso.date();

const item = z.strictObject({
  state: z.enum(DOSSIER_STATES),
  date: date.optional().describe('When it came to that state.'),
  note: text.optional().describe('Reference, name of a file, what is waited for.'),
});

const certificates = z.strictObject({
  test: path.optional().describe('Certificate of IGC-Santé TEST (ORG AUTH_CLI).'),
  supplier: path.optional().describe('Production certificate that feeds.'),
  consumer: path.optional().describe('Production certificate that reads, when the product reads.'),
});

const production = z.strictObject({
  tokenUrl: z.url().optional(),
  apiBase: z.url().optional(),
  supplierClientId: text.optional(),
  consumerClientId: text.optional(),
});

/** The shape of rorkit.dossier.yaml. Paths are relative to it. Unknown keys are refused. */
export const dossierSchema = z.strictObject({
  format: z.literal(1),
  solution: z
    .enum(['saas', 'regional-eai', 'proprietary'])
    .describe('saas and regional-eai: one certificate and a list. proprietary: a certificate for each instance.'),
  route: z
    .enum(['direct', 'regional-eai'])
    .default('direct')
    .describe('In a region with an EAI the GRADeS is the contact.'),
  reads: z.boolean().default(false).describe('True when the product also reads from the ROR: a second certificate.'),
  establishments: path.optional().describe('List of establishments, CSV or XLSX.'),
  certificates: certificates.prefault({}),
  production: production.prefault({}),
  evidence: path.optional().describe('Evidence pack for step 09.'),
  firstFeedReadBack: date.optional().describe('When the first feed was read back in the national ROR.'),
  steps: z.partialRecord(z.enum(DOSSIER_ITEMS), item).default({}),
});

/** rorkit.dossier.yaml with its defaults. */
export type Dossier = z.infer<typeof dossierSchema>;

/** The JSON Schema (draft 2020-12) of rorkit.dossier.yaml, for editors: dossier.schema.json beside this file. */
export function dossierJsonSchema(): Readonly<Record<string, unknown>> {
  return { title: 'rorkit dossier', ...z.toJSONSchema(dossierSchema, { io: 'input' }) };
}

/** How far an item is; `todo` when the file says nothing. */
export function stateOf(dossier: Dossier, id: DossierItem): DossierProgress {
  return dossier.steps[id]?.state ?? 'todo';
}

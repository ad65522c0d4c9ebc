import { z } from 'zod';

const path = z.string().min(1).max(4_096);
const finess = z.string().regex(/^[0-9A-Z]{9}$/, 'nine digits or capital letters');
const clientId = z.string().min(1).max(200);

const certificate = z.strictObject({
  subjectDn: z.string().min(1).max(1_000).optional().describe('Subject DN in the ANS form: CN=…,OU=…,O=…,ST=…,C=FR.'),
  file: path
    .optional()
    .describe(
      'In place of subjectDn: the certificate itself (PEM, DER, or PKCS#12 without password), for its subject DN.',
    ),
  establishments: z
    .array(finess)
    .max(10_000)
    .optional()
    .describe('FINESS of the establishments that it may write for.'),
  establishmentList: path.optional().describe('In place of establishments: a list as for ANS, CSV or XLSX.'),
  clientId: clientId
    .optional()
    .describe('Its own client_id, under the setting proprietaryClients: client-per-certificate.'),
});

const participant = z.strictObject({
  id: z.string().min(1).max(100).describe('Your name for it, such as supplier.'),
  clientId,
  role: z.enum(['supplier', 'consumer']),
  kind: z
    .enum(['saas', 'regional-eai', 'proprietary'])
    .default('saas')
    .describe(
      'saas and regional-eai: one certificate, a list. proprietary: a certificate for each instance. Default saas.',
    ),
  certificates: z.array(certificate).min(1).max(10_000).optional().describe('The white list: its subject DNs.'),
  establishmentList: path
    .optional()
    .describe(
      'proprietary, in place of certificates: a list with the certificate or subject DN of each establishment.',
    ),
  accessProfile: z.literal([0, 1, 2, 3, 4, 5]).default(1).describe('Access profile of a consumer, 0 to 5. Default 1.'),
  clientSecretSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'SHA-256 in lower-case hexadecimal')
    .optional()
    .describe(
      'SHA-256 of the client secret, lower-case hexadecimal: access profile 0 only, which then needs no certificate.',
    ),
  region: z.string().max(100).default('').describe('Region code (TRE_R30), such as 24. An EAI is that of its region.'),
  state: z.enum(['requested', 'whitelisted', 'suspended']).default('whitelisted').describe('Default whitelisted.'),
  opening: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('Moment from which it is let in, such as 2026-12-01T08:00:00+01:00. Default: from the start.'),
});

/** What a file of participants may hold: the circle of trust of a mock. Paths are relative to it. Unknown keys are refused. */
export const participantsFileSchema = z.strictObject({ participants: z.array(participant).min(1).max(1_000) });

/** A participant as written, defaults filled in. */
export type WrittenParticipant = z.infer<typeof participant>;

/** A certificate of a participant as written. */
export type WrittenCertificate = z.infer<typeof certificate>;

/** The JSON Schema (draft 2020-12) of a file of participants, for editors: participants.schema.json beside this file. */
export function participantsJsonSchema(): Readonly<Record<string, unknown>> {
  return { title: 'rorkit participants', ...z.toJSONSchema(participantsFileSchema, { io: 'input' }) };
}

import { z } from 'zod';
import type { TakenList } from '../trust/list-for-participant.ts';

/** A list of establishments: as CSV text, or any file (CSV, XLSX) in base64. */
export const establishmentListBody = z
  .strictObject({
    subjectDn: z
      .string()
      .min(1)
      .max(1_000)
      .optional()
      .describe('Which certificate of the participant it is for, when there are several and the list holds none'),
    csv: z.string().min(1).optional().describe('The list as CSV text'),
    base64: z.base64().min(1).optional().describe('The file of the list, CSV or XLSX'),
  })
  .refine(({ csv, base64 }) => (csv === undefined) !== (base64 === undefined), 'either csv or base64');

/** The bytes of a list. */
export function contentOf({ csv, base64 }: z.infer<typeof establishmentListBody>): Uint8Array {
  return csv === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(csv, 'utf8');
}

/** What was taken of a list. */
export const takenList = z.strictObject({
  form: z.enum(['shared-certificate', 'proprietary']),
  certificates: z.int(),
  establishments: z.int(),
  warnings: z.array(z.string()),
  unknown: z.array(z.string()),
}) satisfies z.ZodType<TakenList>;

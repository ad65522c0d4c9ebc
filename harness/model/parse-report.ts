import { z } from 'zod';
import { findContradiction } from './report-contradiction.ts';
import type { Report } from './report.ts';
import { REPORT_VERSION, reportSchema } from './report.ts';

/** Longest text that is read as a report, in UTF-16 units. */
const MAX_REPORT_LENGTH = 268_435_456;

/** Why a text is no report that can be relied on. */
export type ReportFault =
  | { readonly code: 'too-large' | 'not-json' | 'not-a-report' }
  | { readonly code: 'other-version'; readonly seen: string }
  /** It has not the shape of its version, or contradicts itself at `where`. */
  | { readonly code: 'edited'; readonly where: string };

/** A report, or why there is none. */
export type ReportReading<Fault = ReportFault> =
  { readonly ok: true; readonly report: Report } | { readonly ok: false; readonly fault: Fault };

const anyReport = z.looseObject({
  format: z.literal('rorkit-report'),
  version: z.union([z.number(), z.string()]),
});

/** Reads the text of a report.json. Never throws: a text that is cut short, changed or of another version is named. */
export function parseReport(text: string): ReportReading {
  if (text.length > MAX_REPORT_LENGTH) return { ok: false, fault: { code: 'too-large' } };
  const json = parseJson(text);
  if (json === undefined) return { ok: false, fault: { code: 'not-json' } };
  const some = anyReport.safeParse(json);
  if (!some.success) return { ok: false, fault: { code: 'not-a-report' } };
  if (some.data.version !== REPORT_VERSION) {
    return { ok: false, fault: { code: 'other-version', seen: String(some.data.version) } };
  }
  return wholeReport(json);
}

function wholeReport(json: unknown): ReportReading {
  const shaped = reportSchema.safeParse(json);
  if (!shaped.success) {
    return { ok: false, fault: { code: 'edited', where: shaped.error.issues[0]?.path.join('.') ?? '' } };
  }
  const where = findContradiction(shaped.data);
  return where === null ? { ok: true, report: shaped.data } : { ok: false, fault: { code: 'edited', where } };
}

/** Undefined when the text is not JSON. Some shells put a byte order mark before what they write into a file. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

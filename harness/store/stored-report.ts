import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { parseReport } from '../model/parse-report.ts';
import type { ReportFault, ReportReading } from '../model/parse-report.ts';
import { reportVerdict } from '../model/report-model.ts';
import type { Report } from '../model/report.ts';
import { reportSchema } from '../model/report.ts';
import type { StoredRun } from './read-run.ts';
import { readRun } from './read-run.ts';

/** Why a run's folder gives no report that can be relied on. `file` is the one to look at. */
export type StoredReportFault =
  | { readonly code: 'no-run' }
  /** The run was killed before it wrote its report, or still goes on. */
  | { readonly code: 'cut-short' }
  | (ReportFault & { readonly file: string });

/** Numbers of the runs in a data folder, from the first to the newest. */
export function listRuns(dataDir: string): readonly number[] {
  const folder = join(dataDir, 'runs');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^[1-9]\d{0,14}$/.test(name))
    .map(Number)
    .toSorted((a, b) => a - b);
}

/**
 * The report of a run, as far as it agrees with the events that were written while the run went on.
 * @throws Error when a file that is there cannot be read
 */
export function readStoredReport(dataDir: string, run: number): ReportReading<StoredReportFault> {
  const folder = join(dataDir, 'runs', String(run));
  if (!existsSync(folder)) return { ok: false, fault: { code: 'no-run' } };
  const file = join(folder, REPORT_FILE);
  if (!existsSync(file)) return { ok: false, fault: { code: 'cut-short' } };
  const reading = parseReport(readFileSync(file, 'utf8'));
  if (!reading.ok) return { ok: false, fault: { ...reading.fault, file } };
  const where = differenceFromEvents(reading.report, folder);
  return where === null ? reading : { ok: false, fault: { code: 'edited', where, file } };
}

const REPORT_FILE = 'report.json';

const started = z.looseObject({ type: z.literal('run-started'), header: z.unknown() });
const judged = z.looseObject({
  type: z.literal('scenario-judged'),
  scenario: z.looseObject({ id: z.string() }),
  attempt: z.int(),
  verdicts: reportSchema.shape.scenarios.element.shape.verdicts,
});
const finished = z.looseObject({ type: z.literal('run-finished'), finishedAt: z.string() });

/** Where the report and the events of its run differ; `events.ndjson` when the events cannot be read as such. */
function differenceFromEvents(report: Report, folder: string): string | null {
  const stored = eventsOf(folder);
  if (stored === null || stored.isTorn) return 'events.ndjson';
  const { events } = stored;
  const header = events.flatMap((event) => started.safeParse(event).data?.header ?? [])[0];
  if (!isDeepStrictEqual(header, report.header)) return 'header';
  const end = events.flatMap((event) => finished.safeParse(event).data?.finishedAt ?? [])[0] ?? null;
  if (end !== report.finishedAt) return 'finishedAt';
  const verdicts = events.flatMap((event) => judged.safeParse(event).data ?? []);
  const asStored = verdicts.map((event) => ({
    id: event.scenario.id,
    attempt: event.attempt,
    of: event.verdicts.map(reportVerdict),
  }));
  const asReported = report.scenarios.map(({ id, attempt, verdicts: of }) => ({ id, attempt, of }));
  return isDeepStrictEqual(asStored, asReported) ? null : 'scenarios';
}

function eventsOf(folder: string): StoredRun | null {
  try {
    return readRun(folder);
  } catch {
    return null;
  }
}

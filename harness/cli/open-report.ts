import { relative, resolve } from 'node:path';
import type { Translate } from '../../messages/index.ts';
import { parseReport } from '../model/parse-report.ts';
import type { ReportFault } from '../model/parse-report.ts';
import type { Report } from '../model/report.ts';
import { REPORT_VERSION } from '../model/report.ts';
import { listRuns, readStoredReport } from '../store/stored-report.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './command.ts';
import { errorCode, readInput } from './read-input.ts';
import { shownPath } from './shown-path.ts';

/** The number that the user typed for a run; undefined for anything else, such as the name of a file. */
export function runNumber(text: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}

/** The newest run of a data folder; before run `before`, when given. @throws CliError `report.no-run` */
export function newestRun(dataDir: string, context: CliContext, before = Infinity): number {
  const newest = listRuns(dataDir).findLast((run) => run < before);
  if (newest === undefined) throw noRun(null, dataDir, context);
  return newest;
}

/** The report of a run. @throws CliError `report.…`, `cli.file-unreadable` */
export function openRunReport(run: number, dataDir: string, context: CliContext): Report {
  const reading = readable(() => readStoredReport(dataDir, run), { run, context });
  if (reading.ok) return reading.report;
  const { fault } = reading;
  if (fault.code === 'no-run') throw noRun(run, dataDir, context);
  if (fault.code === 'cut-short') {
    throw new CliError({ code: 'report.cut-short', message: context.t('formats.fault-cut-short', { run }) });
  }
  throw faultError(fault, shownPath(fault.file, context.cwd), context.t);
}

/** The report in a file that the user named. @throws CliError `report.…`, `cli.file-unreadable` */
export function openReportFile(file: string, context: CliContext): Report {
  const reading = parseReport(readInput(resolve(context.cwd, file), context.t));
  if (!reading.ok) throw faultError(reading.fault, file, context.t);
  return reading.report;
}

const FAULT_CODES = {
  'too-large': 'report.too-large',
  'not-json': 'report.not-a-report',
  'not-a-report': 'report.not-a-report',
  'other-version': 'report.other-version',
  edited: 'report.edited',
} as const satisfies Record<ReportFault['code'], string>;

function faultError(fault: ReportFault, file: string, t: Translate): CliError {
  const values = {
    file,
    expected: REPORT_VERSION,
    ...('seen' in fault ? { seen: fault.seen } : {}),
    ...('where' in fault ? { where: fault.where } : {}),
  };
  return new CliError({ code: FAULT_CODES[fault.code], message: t(`formats.fault-${fault.code}`, values) });
}

/** Runs named one by one in a hint; a long list says where it starts and ends. */
const MAX_NAMED_RUNS = 10;

function noRun(run: number | null, dataDir: string, { cwd, t }: CliContext): CliError {
  const dir = relative(cwd, dataDir) || dataDir;
  const runs = listRuns(dataDir);
  const named = runs.length > MAX_NAMED_RUNS ? `${runs[0]} … ${runs.at(-1)}` : runs.join(', ');
  return new CliError({
    code: 'report.no-run',
    message:
      run === null || runs.length === 0 ? t('formats.fault-no-runs', { dir }) : t('formats.fault-no-run', { run, dir }),
    ...(runs.length === 0 ? {} : { hint: t('formats.runs-are', { runs: named }) }),
  });
}

function readable<T>(read: () => T, { run, context: { t } }: { run: number; context: CliContext }): T {
  try {
    return read();
  } catch (error) {
    const message = t('cli.file-unreadable', { file: `run ${run}`, reason: errorCode(error) });
    throw new CliError({ code: 'cli.file-unreadable', message, cause: error });
  }
}

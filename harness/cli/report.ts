import { resolve } from 'node:path';
import type { Language } from '../../messages/index.ts';
import { createTranslate } from '../../messages/index.ts';
import { mergeReports } from '../model/merge-reports.ts';
import type { Report } from '../model/report.ts';
import { renderCtrf } from '../report/ctrf.ts';
import { renderHtml } from '../report/html.ts';
import { renderJson } from '../report/json.ts';
import { renderJunit } from '../report/junit.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { writeWhole } from '../report/output.ts';
import { renderPdf } from '../report/pdf.ts';
import { renderTestReport } from '../report/testreport.ts';
import { CliError } from './cli-error.ts';
import type { CliContext, RegisterCommand } from './command.ts';
import { loadConfig } from './config.ts';
import { EXIT, RESULT_CODES } from './exit-codes.ts';
import { newestRun, openReportFile, openRunReport, runNumber } from './open-report.ts';
import { collected, oneOf } from './options.ts';
import { writable } from './run-reports.ts';

const FORMATS = ['json', 'junit', 'html', 'markdown', 'ctrf', 'pdf', 'testreport'] as const;

type Format = (typeof FORMATS)[number];

/** JUnit and CTRF are read by machines and stay English, as `run` writes them. */
const RENDERERS: Readonly<Record<Format, (report: Report, language: Language) => string | Promise<Buffer>>> = {
  json: renderJson,
  junit: (report) => renderJunit(report, createTranslate('en')),
  html: renderHtml,
  markdown: renderMarkdown,
  ctrf: (report) => renderCtrf(report, createTranslate('en')),
  pdf: renderPdf,
  testreport: renderTestReport,
};

interface ReportFlags {
  readonly from?: string;
  readonly merge?: readonly string[];
  readonly format: Format;
  readonly out?: string;
  readonly config?: string;
}

/** Adds `rorkit report`. */
export const registerReport: RegisterCommand = (program, context, finish) => {
  const { t } = context;
  program
    .command('report')
    .description(t('formats.help-report'))
    .argument('[run]', t('formats.help-report-run'))
    .option('--from <file>', t('formats.help-from'))
    .option('--merge <file>', t('formats.help-merge'), collected)
    .option('--format <format>', t('formats.help-format'), oneOf(t, '--format', FORMATS), 'markdown')
    .option('--out <file>', t('formats.help-out'))
    .option('--config <file>', t('formats.help-config'))
    .action(async (run: string | undefined, flags: ReportFlags) => {
      if (flags.format === 'pdf' && flags.out === undefined) {
        throw new CliError({ code: 'cli.usage', message: t('formats.pdf-needs-out') });
      }
      const report = flags.merge === undefined ? chosenReport(run, flags, context) : merged(run, flags, context);
      write(await RENDERERS[flags.format](report, context.language), flags.out, context);
      finish(flags.merge === undefined ? EXIT.conformant : RESULT_CODES[report.result]);
    });
};

/** The parts of a run that was split over machines, as one. @throws CliError `report.not-parts` */
function merged(run: string | undefined, flags: ReportFlags, context: CliContext): Report {
  const { t } = context;
  const { merge: files = [], from } = flags;
  if (run !== undefined || from !== undefined) {
    throw new CliError({ code: 'cli.usage', message: t('formats.merge-alone') });
  }
  const merging = mergeReports(files.map((file) => openReportFile(file, context)));
  if ('report' in merging) return merging.report;
  const { fault } = merging;
  const names = { a: files[fault.a] ?? '', b: 'b' in fault ? (files[fault.b] ?? '') : '' };
  const member = 'member' in fault ? fault.member : '';
  const shard = 'shard' in fault ? fault.shard : '';
  const message = t(`formats.merge-${fault.code}`, { ...names, member, shard });
  throw new CliError({ code: 'report.not-parts', message, hint: t('formats.merge-hint') });
}

function chosenReport(run: string | undefined, flags: ReportFlags, context: CliContext): Report {
  const { t } = context;
  if (flags.from !== undefined) {
    if (run !== undefined) throw new CliError({ code: 'cli.usage', message: t('formats.run-or-file') });
    return openReportFile(flags.from, context);
  }
  const { data } = loadConfig(flags.config, context);
  if (run === undefined) return openRunReport(newestRun(data, context), data, context);
  const number = runNumber(run);
  if (number !== undefined) return openRunReport(number, data, context);
  const message = t('formats.not-a-run', { seen: run });
  throw new CliError({ code: 'cli.usage', message, hint: t('formats.from-file-hint') });
}

function write(content: string | Buffer, out: string | undefined, context: CliContext): void {
  if (out === undefined) return context.out(content.toString());
  const file = resolve(context.cwd, out);
  writable(file, context.t, () => writeWhole(file, content));
  return context.out(`${context.t('formats.written', { file: out })}\n`);
}

import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { makePrivateFolder } from '../../certs/private-folder.ts';
import type { Translate } from '../../messages/index.ts';
import { createTranslate } from '../../messages/index.ts';
import type { Report } from '../model/report.ts';
import { renderHtml } from '../report/html.ts';
import { renderJson } from '../report/json.ts';
import { renderJunit } from '../report/junit.ts';
import { alone, writeWhole } from '../report/output.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './command.ts';
import { folderTrouble } from './folder-trouble.ts';

const REPORT_FILES = ['report.json', 'junit.xml', 'report.html'] as const;

/**
 * Makes the folder of the reports, and tries whether each can be written there: found before a run, not after it.
 * @throws CliError `cli.not-writable`
 */
export function probeReports(folder: string, t: Translate): void {
  writable(folder, t, () => {
    makePrivateFolder(folder, SHARED_FOLDER);
    const probe = join(folder, `.rorkit-${process.pid}.tmp`);
    writeFileSync(probe, '');
    rmSync(probe);
  });
  for (const name of REPORT_FILES) {
    const path = join(folder, name);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) throw notWritable(path, 'EISDIR', t);
  }
}

/** Reports are for others too: as open as the user's umask allows. */
const SHARED_FOLDER = 0o777;
const PRIVATE_FILE = 0o600;

/**
 * Writes report.json into the run's own folder, and report.json, junit.xml and report.html into the folder of the reports.
 * Gives the paths of the latter as the user would type them. What cannot be written is said in one line: the run is
 * judged, and its verdict stands. JUnit is read by machines and stays English.
 */
export function writeReports(
  report: Report,
  folders: { readonly reports: string; readonly run: string },
  context: CliContext,
): readonly string[] {
  const { cwd, t } = context;
  const json = renderJson(report);
  const file = join(folders.run, 'report.json');
  const stored = asTyped(file, cwd);
  const notStored = (reason: string): string => t('cli.report-not-stored', { stored, reason });
  saidWhenRefused(context, notStored, () => writeWhole(file, json, PRIVATE_FILE));
  const contents: Readonly<Record<(typeof REPORT_FILES)[number], () => string>> = {
    'report.json': () => json,
    'junit.xml': () => renderJunit(report, createTranslate('en')),
    'report.html': () => renderHtml(report, context.language),
  };
  const folder = asTyped(folders.reports, cwd);
  const notWritten = (reason: string): string => t('cli.reports-not-written', { folder, stored, reason });
  const written: string[] = [];
  saidWhenRefused(context, notWritten, () => {
    const texts = REPORT_FILES.map((name) => [join(folders.reports, name), contents[name]()] as const);
    // Two runs that share the folder: the files that stand there are those of one of them.
    alone(folders.reports, () => {
      for (const [path, text] of texts) writeWhole(path, text);
    });
    written.push(...texts.map(([path]) => asTyped(path, cwd)));
  });
  return written;
}

function asTyped(path: string, cwd: string): string {
  return relative(cwd, path) || path;
}

/** Runs what writes; when the system refuses, says so and goes on. Anything else is a bug and passes. */
function saidWhenRefused({ err, t }: CliContext, said: (reason: string) => string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    err(`rorkit: ${said(folderTrouble(error, t))}\n`);
  }
}

/** Runs what writes under `path`. @throws CliError `cli.not-writable` */
export function writable<T>(path: string, t: Translate, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw notWritable(path, folderTrouble(error, t), t);
  }
}

function notWritable(path: string, reason: string, t: Translate): CliError {
  return new CliError({ code: 'cli.not-writable', message: t('cli.not-writable', { path, reason }) });
}

import { join, relative } from 'node:path';
import type { Translate } from '../../messages/index.ts';
import { createTranslate } from '../../messages/index.ts';
import type { Report } from '../model/report.ts';
import { renderHtml } from '../report/html.ts';
import { renderJson } from '../report/json.ts';
import { renderJunit } from '../report/junit.ts';
import { writeWhole } from '../report/output.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './command.ts';
import { errorCode } from './read-input.ts';

/**
 * Writes report.json, junit.xml and report.html into the folder, and report.json into the run's own. Gives the paths
 * as the user would type them. JUnit is read by machines and stays English.
 * @throws CliError `cli.not-writable`
 */
export function writeReports(
  report: Report,
  folders: { readonly reports: string; readonly run: string },
  context: CliContext,
): readonly string[] {
  const json = renderJson(report);
  write(join(folders.run, 'report.json'), json, context);
  const files = [
    ['report.json', json],
    ['junit.xml', renderJunit(report, createTranslate('en'))],
    ['report.html', renderHtml(report, context.language)],
  ] as const;
  return files.map(([name, content]) => {
    const path = join(folders.reports, name);
    write(path, content, context);
    return relative(context.cwd, path) || path;
  });
}

function write(path: string, content: string, { t }: CliContext): void {
  writable(path, t, () => writeWhole(path, content));
}

/** Runs what writes under `path`. @throws CliError `cli.not-writable` */
export function writable<T>(path: string, t: Translate, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const message = t('cli.not-writable', { path, reason: errorCode(error) });
    throw new CliError({ code: 'cli.not-writable', message, cause: error });
  }
}

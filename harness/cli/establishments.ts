import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { EstablishmentList, ListForm } from '../../mock-server/index.ts';
import { listProblemText, readEstablishmentList, writeEstablishmentListCsv } from '../../mock-server/index.ts';
import { CliError } from './cli-error.ts';
import type { CliContext, RegisterCommand } from './command.ts';
import { EXIT } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { oneOf } from './options.ts';
import { errorCode } from './read-input.ts';

const FORMS = ['shared-certificate', 'proprietary'] as const satisfies readonly ListForm[];

interface ListOptions {
  readonly form?: ListForm;
  readonly json?: true;
  readonly out?: string;
}

/** Adds `rorkit establishments` with its commands: the list of establishments that goes to ANS, looked at before it is sent. */
export const registerEstablishments: RegisterCommand = (program, context, finish) => {
  const { t } = context;
  const establishments = program.command('establishments').description(t('lists.help'));
  withForm(establishments.command('check').description(t('lists.help-check')), context)
    .option('--json', t('cli.help-json'))
    .action(async (file: string, options: ListOptions) => {
      finish(await check(file, options, context));
    });
  withForm(establishments.command('export').description(t('lists.help-export')), context)
    .option('--out <file>', t('lists.help-out'))
    .action(async (file: string, options: ListOptions) => {
      finish(await exportCsv(file, options, context));
    });
};

function withForm(command: Command, { t }: CliContext): Command {
  return command
    .argument('<file>')
    .option('--form <form>', t('lists.help-form'), oneOf(t, '--form', FORMS))
    .option('--lang <fr|en>', t('cli.help-lang'), oneOf(t, '--lang', ['fr', 'en']));
}

/** Exit code 3 when the list would be refused: every problem is told, with its row and column. */
async function check(file: string, options: ListOptions, context: CliContext): Promise<ExitCode> {
  const list = await read(file, options, context);
  context.out(options.json === true ? asJson(list, context) : asText(list, context));
  return list.ok ? EXIT.conformant : EXIT.notConformant;
}

/** The list as CSV, only when nothing is wrong with it. Warnings and refusals go to stderr: stdout holds the list alone. */
async function exportCsv(file: string, options: ListOptions, context: CliContext): Promise<ExitCode> {
  const list = await read(file, options, context);
  const problems = problemsOf(list).map((problem) => `${file}: ${listProblemText(problem, context.t)}\n`);
  context.err(problems.join(''));
  if (!list.ok) return EXIT.notConformant;
  const csv = await writeEstablishmentListCsv(list.rows);
  if (options.out === undefined) context.out(csv);
  else await write(options.out, csv, context);
  return EXIT.conformant;
}

async function write(out: string, csv: string, { cwd, t }: CliContext): Promise<void> {
  try {
    await writeFile(path.resolve(cwd, out), csv, { flag: 'wx' });
  } catch (error) {
    const code = errorCode(error) === 'EEXIST' ? 'lists.out-exists' : 'lists.out-unusable';
    throw new CliError({ code, message: t(code, { file: out, reason: errorCode(error) }), cause: error });
  }
}

/** @throws CliError for a file that is not there: nothing was looked at */
async function read(file: string, { form }: ListOptions, { cwd, t }: CliContext): Promise<EstablishmentList> {
  const list = await readEstablishmentList(path.resolve(cwd, file), form === undefined ? {} : { form });
  const unread = list.ok ? undefined : list.problems.find(({ code }) => code === 'file-unreadable');
  if (unread === undefined) return list;
  const message = t('cli.file-unreadable', { file, reason: String(unread.values['reason']) });
  throw new CliError({ code: 'cli.file-unreadable', message });
}

function problemsOf(list: EstablishmentList) {
  return list.ok ? list.warnings : list.problems;
}

function asText(list: EstablishmentList, { t }: CliContext): string {
  const lines = problemsOf(list).map(
    (problem) => `${t(`lists.level-${problem.level}`)} ${listProblemText(problem, t)}`,
  );
  return [...lines, list.ok ? summary(list, t) : t('lists.refused', { count: errorsOf(list).length }), ''].join('\n');
}

function summary(list: Extract<EstablishmentList, { ok: true }>, t: CliContext['t']): string {
  const count = list.rows.length;
  if (list.form === 'shared-certificate') return t('lists.good-shared', { count });
  return t('lists.good-proprietary', {
    count,
    certificates: new Set(list.rows.map(({ subjectDn }) => subjectDn)).size,
  });
}

function errorsOf(list: EstablishmentList): readonly unknown[] {
  return problemsOf(list).filter(({ level }) => level === 'error');
}

function asJson(list: EstablishmentList, { t }: CliContext): string {
  const problems = problemsOf(list).map(({ level, code, row, column, values }) => ({
    level,
    code,
    row,
    column,
    text: t(`lists.${code}`, values),
  }));
  const rows = list.ok ? { form: list.form, rows: list.rows } : { form: null, rows: [] };
  return `${JSON.stringify({ ok: list.ok, ...rows, problems }, null, 2)}\n`;
}

import { existsSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { readConnectorFile } from '../drivers/connector-file.ts';
import { connectorPartsProblems } from '../drivers/connector-parts.ts';
import type { Problem } from '../model/problem.ts';
import { CliError } from './cli-error.ts';
import type { CliContext, RegisterCommand } from './command.ts';
import { CONFIG_FILE } from './config.ts';
import { EXIT } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { askInit } from './init-dialog.ts';
import { configText, connectorText } from './init-file.ts';
import type { InitAnswers } from './init-topics.ts';
import { TOPIC_RULES, TOPICS } from './init-topics.ts';
import { problemsError } from './problems.ts';
import { errorCode } from './read-input.ts';
import { shownPath } from './shown-path.ts';

interface InitFlags extends InitAnswers {
  readonly out: string;
  readonly withConfig?: true;
  readonly force?: true;
  /** False with `--no-input`. */
  readonly input: boolean;
}

/** Adds `rorkit init`. */
export const registerInit: RegisterCommand = (program, context, finish) => {
  addOptions(program.command('init'), context).action(async (flags: InitFlags) => {
    finish(await init(flags, context));
  });
};

function addOptions(command: Command, { t }: CliContext): Command {
  command
    .description(t('init.help'))
    .option('--out <file>', t('init.help-out'), 'connector.yaml')
    .option('--with-config', t('init.help-with-config'))
    .option('--force', t('init.help-force'))
    .option('--no-input', t('init.help-no-input'));
  for (const topic of TOPICS) {
    const { flag, ask } = TOPIC_RULES[topic];
    command.option(`${flag} <value>`, t(ask));
  }
  return command;
}

async function init(flags: InitFlags, context: CliContext): Promise<ExitCode> {
  const { cwd, t } = context;
  const file = resolve(cwd, flags.out);
  const config = flags.withConfig === true ? resolve(cwd, CONFIG_FILE) : null;
  const paths = config === null ? [file] : [file, config];
  if (flags.force !== true) for (const path of paths) assertNew(path, context);
  const answers = await askInit({ given: flags, mayAsk: flags.input }, context);
  if (answers === null) return EXIT.interrupted;
  const text = connectorText(answers, t);
  assertSound(text, file, context);
  write(file, text, context);
  if (config !== null) write(config, configText(answers, relative(cwd, file).replaceAll('\\', '/'), t), context);
  const named = config === null ? ` --connector ${shownPath(file, cwd)}` : '';
  context.out(`${t('init.written', { files: paths.map((path) => shownPath(path, cwd)).join(', ') })}\n`);
  context.out(`${t('init.next', { doctor: `rorkit doctor${named}`, run: `rorkit run${named}` })}\n`);
  return EXIT.conformant;
}

function assertNew(path: string, { cwd, t }: CliContext): void {
  if (!existsSync(path)) return;
  const message = t('init.exists', { file: shownPath(path, cwd) });
  throw new CliError({ code: 'init.exists', message, hint: t('init.exists-hint') });
}

/** What is written is read before: a wrong answer makes no file. */
function assertSound(text: string, file: string, { env, t }: CliContext): void {
  const reading = readConnectorFile(text, file);
  const refuse = (problems: readonly Problem[]): never => {
    throw new CliError({
      code: 'init.invalid',
      message: t('init.invalid', { fault: problemsError(problems, t).message }),
    });
  };
  if (!reading.ok) return refuse(reading.problems);
  const parts = { file: reading.value, text, name: file, folder: dirname(file), environment: env };
  const problems = connectorPartsProblems(parts);
  if (problems.length > 0) refuse(problems);
}

function write(path: string, text: string, { cwd, t }: CliContext): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    const message = t('cli.not-writable', { path: shownPath(path, cwd), reason: errorCode(error) });
    throw new CliError({ code: 'cli.not-writable', message, cause: error });
  }
}

import { Command, CommanderError } from 'commander';
import { createTranslate, pickLanguage } from '../../messages/index.ts';
import { CliError } from './cli-error.ts';
import type { CliContext, RegisterCommand } from './command.ts';
import { EXIT } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { oneOf, usageError } from './options.ts';
import { productVersion } from './product-version.ts';

/** Each command is loaded only when it is the one asked for: what `mock` needs does not slow `certs`. */
const COMMANDS: Readonly<Record<string, () => Promise<RegisterCommand>>> = {
  run: async () => (await import('./run.ts')).registerRun,
  scenarios: async () => (await import('./scenarios.ts')).registerScenarios,
  init: async () => (await import('./init.ts')).registerInit,
  doctor: async () => (await import('./doctor.ts')).registerDoctor,
  mock: async () => (await import('./mock.ts')).registerMock,
  observe: async () => (await import('./observe.ts')).registerObserve,
  validate: async () => (await import('./validate.ts')).registerValidate,
  certs: async () => (await import('./certs.ts')).registerCerts,
  establishments: async () => (await import('./establishments.ts')).registerEstablishments,
  evidence: async () => (await import('./evidence.ts')).registerEvidence,
  dossier: async () => (await import('./dossier.ts')).registerDossier,
  verify: async () => (await import('./verify.ts')).registerVerify,
  report: async () => (await import('./report.ts')).registerReport,
  diff: async () => (await import('./diff.ts')).registerDiff,
  why: async () => (await import('./why.ts')).registerWhy,
};

/** Runs the command line and gives the exit code; prints at most one error line, never a stack for a user's mistake. */
export async function main(args: readonly string[]): Promise<ExitCode> {
  const context = createContext(args);
  let code: ExitCode = EXIT.conformant;
  let refused = '';
  const program = createProgram(context, (text) => {
    refused += text;
  });
  for (const load of commandsFor(args)) {
    (await load())(program, context, (finished) => {
      code = finished;
    });
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return report(error, context, refused);
  }
}

/** The loader of the command that is asked for; of all commands when none is, for the help and the nearest name. */
function commandsFor(args: readonly string[]): readonly (() => Promise<RegisterCommand>)[] {
  if (args[0] === '--version') return [];
  const asked = args.find((arg) => Object.hasOwn(COMMANDS, arg));
  const load = asked === undefined ? undefined : COMMANDS[asked];
  return load === undefined || args[0] === 'help' ? Object.values(COMMANDS) : [load];
}

function createProgram({ t, out }: CliContext, writeErr: (text: string) => void): Command {
  return new Command('rorkit')
    .description(t('cli.help'))
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr })
    .configureHelp({ styleTitle: (title) => helpTitle(title, t) })
    .version(productVersion(), '--version', t('cli.help-version'))
    .helpOption('-h, --help', t('cli.help-help'))
    .helpCommand('help [command]', t('cli.help-help'))
    .option('--lang <fr|en>', t('cli.help-lang'), oneOf(t, '--lang', ['fr', 'en']));
}

/** A heading of the help in the user's language; one that commander adds some day stays as it is. */
function helpTitle(title: string, t: CliContext['t']): string {
  if (title === 'Usage:') return t('cli.help-usage');
  if (title === 'Commands:') return t('cli.help-commands');
  if (title === 'Options:') return t('cli.help-options');
  return title === 'Arguments:' ? t('cli.help-arguments') : title;
}

function createContext(args: readonly string[]): CliContext {
  const language = pickLanguage(askedLanguage(args), process.env);
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => abort.abort(signal));
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  return {
    cwd: process.cwd(),
    env: process.env,
    language,
    t: createTranslate(language),
    isTerminal: process.stdout.isTTY,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    interrupted: abort.signal,
  };
}

function askedLanguage(args: readonly string[]): string | undefined {
  const joined = args.find((arg) => arg.startsWith('--lang='))?.slice('--lang='.length);
  return joined ?? (args.includes('--lang') ? args[args.indexOf('--lang') + 1] : undefined);
}

/** `rorkit … | head` closes our output, and so does a terminal that is closed: what is printed from then on is not wanted, the rest of the work is. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
}

function report(error: unknown, context: CliContext, refused: string): ExitCode {
  if (error instanceof CliError) return printError(error, context);
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode === 0) return EXIT.conformant;
  if (error.code === 'commander.help') {
    const usage = refused.slice(refused.indexOf('rorkit'));
    const command = /^(.+?)(?: \[options\])? (?:\[command\]|<command>)/.exec(usage)?.[1] ?? 'rorkit';
    return printError(
      new CliError({ code: 'cli.usage', message: context.t('cli.name-a-command', { command }) }),
      context,
    );
  }
  return printError(usageError(error, context.t), context);
}

function printError(error: CliError, { err }: CliContext): ExitCode {
  const hint = error.hint === null ? '' : ` (${error.hint})`;
  err(`rorkit: ${oneLine(error.message)}${hint === '' ? '' : oneLine(hint)}\n`);
  return error.exitCode;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}

import { Command, CommanderError } from 'commander';
import { createTranslate, pickLanguage } from '../../messages/index.ts';
import { CliError } from './cli-error.ts';
import type { CliContext, RegisterCommand } from './command.ts';
import { EXIT } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';

const commands: readonly RegisterCommand[] = [];

/** Runs the command line and gives the exit code; prints at most one error line, never a stack for a user's mistake. */
export async function main(args: readonly string[]): Promise<ExitCode> {
  const context = createContext(args);
  let code: ExitCode = EXIT.conformant;
  const program = new Command('rorkit').exitOverride().configureOutput({ writeOut: context.out, writeErr: () => {} });
  for (const register of commands) {
    register(program, context, (finished) => {
      code = finished;
    });
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return report(error, context);
  }
}

function createContext(args: readonly string[]): CliContext {
  const asked = args[args.indexOf('--lang') + 1];
  const language = pickLanguage(args.includes('--lang') ? asked : undefined, process.env);
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => abort.abort(signal));
  return {
    cwd: process.cwd(),
    env: process.env,
    language,
    t: createTranslate(language),
    isTerminal: process.stdout.isTTY === true,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    interrupted: abort.signal,
  };
}

function report(error: unknown, context: CliContext): ExitCode {
  if (error instanceof CliError) {
    context.err(`rorkit: ${error.message}${error.hint === null ? '' : ` (${error.hint})`}\n`);
    return error.exitCode;
  }
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.conformant;
    context.err(`rorkit: ${error.message.replace(/^error: /, '')}\n`);
    return EXIT.usage;
  }
  throw error;
}

import { Command } from 'commander';
import { CliError } from '../../harness/cli/cli-error.ts';
import type { RegisterCommand } from '../../harness/cli/command.ts';
import { createTranslate } from '../../messages/index.ts';
import type { Language } from '../../messages/index.ts';
import type { CommandEnd } from './run-rorkit.ts';

/**
 * Calls one command within this process, as main.ts does: for the many cases of a table, once a test has shown the command as a
 * process. What is thrown for a user becomes its line and its code; anything else fails the test.
 */
export async function callCommand(
  register: RegisterCommand,
  args: readonly string[],
  { cwd, language = 'en' }: { readonly cwd: string; readonly language?: Language },
): Promise<CommandEnd> {
  const ended = { code: 0, out: '', err: '' };
  const program = new Command('rorkit').exitOverride();
  const context = {
    cwd,
    env: {},
    language,
    t: createTranslate(language),
    isTerminal: false,
    out: (text: string) => void (ended.out += text),
    err: (text: string) => void (ended.err += text),
    interrupted: new AbortController().signal,
  };
  register(program, context, (code) => {
    ended.code = code;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return {
      ...ended,
      err: `${ended.err}rorkit: ${error.message.replaceAll(/\s*\n\s*/g, ' ')}\n`,
      code: error.exitCode,
    };
  }
  return ended;
}

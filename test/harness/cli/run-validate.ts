import { Command, CommanderError } from 'commander';
import { CliError } from '../../../harness/cli/cli-error.ts';
import { registerValidate } from '../../../harness/cli/validate.ts';
import { createTranslate, pickLanguage } from '../../../messages/index.ts';

// `rorkit validate` as a process of its own, with nothing else of the command line loaded.
const args = process.argv.slice(2);
const language = pickLanguage(args.includes('--lang') ? args[args.indexOf('--lang') + 1] : undefined, process.env);
const program = new Command('rorkit').exitOverride().configureOutput({ writeErr: () => {} });
registerValidate(
  program,
  {
    cwd: process.cwd(),
    env: process.env,
    language,
    t: createTranslate(language),
    isTerminal: false,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    interrupted: new AbortController().signal,
  },
  (code) => {
    process.exitCode = code;
  },
);
try {
  await program.parseAsync(['validate', ...args], { from: 'user' });
} catch (error) {
  if (!(error instanceof CliError) && !(error instanceof CommanderError)) throw error;
  process.stderr.write(`rorkit: ${error.message}\n`);
  process.exitCode = 2;
}

import type { ExitCode } from './exit-codes.ts';
import { EXIT } from './exit-codes.ts';

/** The one error of the command line: main.ts prints it as one line on stderr and exits with its code. */
export class CliError extends Error {
  /** Stable code of docs/errors.md, such as `config.unknown-key`. */
  readonly code: string;
  readonly hint: string | null;
  readonly exitCode: ExitCode;

  constructor(init: { code: string; message: string; hint?: string; exitCode?: ExitCode; cause?: unknown }) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = 'CliError';
    this.code = init.code;
    this.hint = init.hint ?? null;
    this.exitCode = init.exitCode ?? EXIT.usage;
  }
}

import type { Command } from 'commander';
import type { Language, Translate } from '../../messages/index.ts';
import type { ExitCode } from './exit-codes.ts';

/** What a command may touch of the process: injected, so that main.ts stays the only place that owns it. */
export interface CliContext {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
  readonly t: Translate;
  /** True when stdout is a terminal: colours and progress only then. */
  readonly isTerminal: boolean;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Aborted on SIGINT or SIGTERM: long-running commands stop and return. */
  readonly interrupted: AbortSignal;
}

/** Adds one command to the program; `finish` is called with the exit code by the action. */
export type RegisterCommand = (program: Command, context: CliContext, finish: (code: ExitCode) => void) => void;

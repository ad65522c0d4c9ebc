import type { RunResult } from '../model/run-event.ts';

/** Exit codes of the command (docs: README). 1 is Node's own for a crash and is never chosen. */
export const EXIT = {
  conformant: 0,
  usage: 2,
  notConformant: 3,
  notJudged: 4,
  interrupted: 130,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The code that a command ends with for the result of a run. */
export const RESULT_CODES: Readonly<Record<RunResult, ExitCode>> = {
  conformant: EXIT.conformant,
  'not-conformant': EXIT.notConformant,
  'not-judged': EXIT.notJudged,
};

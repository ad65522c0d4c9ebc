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

import type { ConnectorRun, Trouble } from './connector-run.ts';
import { startTrouble } from './connector-run.ts';
import type { ProcessTree } from './process-tree.ts';
import type { RunningInstance } from './running-instance.ts';

/** A started instance of the connector. */
export interface Started {
  readonly instance: RunningInstance;
  readonly run: ConnectorRun;
  readonly tree: ProcessTree;
  /** Its output, watched for the line that says that it is ready. */
  readonly lines: LineWatch;
}

/** Knows when a line that fits a pattern is printed. */
export class LineWatch {
  /** Resolves when a line fits; never without a pattern. */
  readonly said: Promise<void>;
  readonly #pattern: RegExp | null;
  #found: () => void = () => undefined;

  constructor(pattern: string | undefined) {
    this.#pattern = pattern === undefined ? null : new RegExp(pattern, 'u');
    this.said = new Promise((resolve) => {
      this.#found = resolve;
    });
  }

  /** Takes a line that was printed. */
  hear(line: string): void {
    if (this.#pattern?.test(line) === true) this.#found();
  }
}

/** Why a process ended before it was ready. */
export async function endedEarly({ tree, run, instance }: Started): Promise<Trouble> {
  const exit = await tree.rootExit;
  await tree.release();
  const notStarted = startTrouble(exit, run);
  return notStarted ?? { code: 'cannot-start', detail: endWords(instance, run, exit) };
}

/** `name: exit 1: the last line that it printed`. */
export function endWords(
  instance: RunningInstance,
  run: ConnectorRun,
  exit: { readonly exitCode: number | null; readonly signal: string | null },
): string {
  const said = run.log.tail.at(-1);
  return `${instance.name}: ${exit.signal ?? `exit ${exit.exitCode ?? '?'}`}${said === undefined ? '' : `: ${said}`}`;
}

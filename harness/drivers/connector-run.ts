import { statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import type { ConnectorFile } from './connector-schema.ts';
import type { StimulusResult } from './driver.ts';
import type { Environment } from './environment.ts';
import type { OutputLog } from './output-log.ts';
import type { RootExit } from './process-tree.ts';
import { ProcessTree } from './process-tree.ts';

/** What a process of the connector needs to be started, the same for a whole scenario. */
export interface ConnectorRun {
  readonly file: ConnectorFile;
  /** Absolute working folder. */
  readonly cwd: string;
  /** Program and arguments, a relative program path made absolute. */
  readonly command: readonly string[];
  readonly environment: Environment;
  readonly log: OutputLog;
  /** Aborted when the run is interrupted. */
  readonly interrupted: AbortSignal;
  /** Told of each process tree that is started. */
  readonly onStart?: (tree: ProcessTree) => void;
}

/** Why a stimulus could not be brought to its end. */
export type Trouble = NonNullable<StimulusResult['trouble']>;

/** A program path with a slash stands relative to the working folder; a bare name is looked up on PATH. */
export function resolveCommand(command: readonly string[], cwd: string): string[] {
  const [program = '', ...args] = command;
  return [/[\\/]/.test(program) && !isAbsolute(program) ? resolve(cwd, program) : program, ...args];
}

/** Starts `command` with its output going to the log; `onLine` sees each line of stdout, `onErrorLine` of stderr, `onFull` is called at the limit. */
export function startTree(
  run: ConnectorRun,
  command: readonly string[],
  listeners: {
    readonly onLine?: (line: string) => void;
    readonly onErrorLine?: (line: string) => void;
    readonly onFull: () => void;
  },
): ProcessTree {
  const tree = new ProcessTree({
    command,
    cwd: run.cwd,
    environment: run.environment,
    marker: `ROR_CONFIG_FILE=${run.environment['ROR_CONFIG_FILE'] ?? ''}`,
  });
  run.onStart?.(tree);
  for (const stream of ['stdout', 'stderr'] as const) {
    tree.child[stream].on('data', (chunk: Buffer) => {
      const lines = run.log.take(stream, chunk);
      const onLine = stream === 'stdout' ? listeners.onLine : listeners.onErrorLine;
      for (const line of lines) onLine?.(line);
      if (run.log.isFull) listeners.onFull();
    });
  }
  return tree;
}

/** Trouble when the exit says that the program never ran: not found, not executable, or a shell's 126 or 127. */
export function startTrouble(exit: RootExit, run: ConnectorRun): Trouble | null {
  const program = run.command[0] ?? '';
  if (exit.spawnError !== null) {
    const folder = isFolder(run.cwd) ? '' : `${run.cwd}: `;
    return { code: 'cannot-start', detail: `${folder}${program}: ${exit.spawnError.code ?? exit.spawnError.message}` };
  }
  if (exit.exitCode === 126 || exit.exitCode === 127) {
    const said = run.log.tail.at(-1);
    return {
      code: 'cannot-start',
      detail: `${program}: exit ${exit.exitCode}${said === undefined ? '' : `: ${said}`}`,
    };
  }
  return null;
}

/** The result of an exit code (contract §7): 0 done, 10 refused and reported, 11 nothing to send, else abnormal. */
export function resultOfExit(exit: RootExit): StimulusResult['result'] {
  if (exit.exitCode === 0) return 'done';
  if (exit.exitCode === 10) return 'refused';
  return exit.exitCode === 11 ? 'nothing' : 'abnormal';
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

import { z } from 'zod';
import type { Stimulus } from '../model/check.ts';
import type { ConnectorRun, Trouble } from './connector-run.ts';
import { startTree, startTrouble } from './connector-run.ts';
import type { StimulusResult } from './driver.ts';
import { limitTrouble } from './one-shot.ts';
import type { ProcessTree, RootExit } from './process-tree.ts';

const resultLine = z.object({ id: z.string(), result: z.enum(['done', 'refused', 'nothing']) });

type SaidResult = z.infer<typeof resultLine>['result'];

/**
 * `lifetime: scenario`: one process serves a whole scenario, a stimulus a line on stdin, a result a line on stdout.
 * Other lines of stdout are output like any other.
 */
export class LineSession {
  readonly #run: ConnectorRun;
  readonly #tree: ProcessTree;
  readonly #full = new AbortController();
  readonly #waiting = new Map<string, (result: SaidResult) => void>();

  constructor(run: ConnectorRun) {
    this.#run = run;
    this.#tree = startTree(run, run.command, {
      onLine: (line) => this.#hear(line),
      onFull: () => this.#full.abort(),
    });
  }

  /** Writes the stimulus and resolves with its result line, the end of the process, or the deadline. */
  async deliver(stimulus: Stimulus): Promise<StimulusResult> {
    const started = performance.now();
    const deadline = AbortSignal.timeout(this.#run.file.timing.deadlineMs);
    const said = new Promise<SaidResult>((resolve) => this.#waiting.set(stimulus.id, resolve));
    this.#tree.child.stdin.write(`${JSON.stringify(stimulus)}\n`);
    const stopped = whenAborted(AbortSignal.any([deadline, this.#full.signal, this.#run.interrupted]));
    let outcome = await Promise.race([said, this.#tree.rootExit, stopped]);
    if (outcome === 'stopped') await this.#tree.stop(this.#run.file.stop.signal, this.#run.file.stop.graceMs);
    // The process may have said its result and ended at once: what it printed is read before its end is believed.
    if (typeof outcome === 'object') outcome = await Promise.race([said, this.#lastWords(outcome)]);
    this.#waiting.delete(stimulus.id);
    return this.#result(outcome, outcome === 'stopped' && deadline.aborted, started);
  }

  /** Closes stdin, lets the process end by itself within the grace time, then ends its tree. */
  async end(): Promise<void> {
    this.#tree.child.stdin.end();
    const grace = AbortSignal.any([AbortSignal.timeout(this.#run.file.stop.graceMs), this.#run.interrupted]);
    if (await this.#tree.ended(grace)) await this.#tree.release();
    else await this.#tree.stop(this.#run.file.stop.signal, this.#run.file.stop.graceMs);
  }

  async #lastWords(exit: RootExit): Promise<RootExit> {
    await this.#tree.release();
    return exit;
  }

  #result(outcome: SaidResult | RootExit | 'stopped', timedOut: boolean, started: number): StimulusResult {
    const exit = typeof outcome === 'object' ? outcome : null;
    const trouble = this.#trouble(exit, timedOut);
    return {
      result: typeof outcome === 'string' && outcome !== 'stopped' ? outcome : 'abnormal',
      exitCode: exit?.exitCode ?? null,
      signal: exit?.signal ?? null,
      timedOut,
      durationMs: Math.round(performance.now() - started),
      trouble,
    };
  }

  #trouble(exit: RootExit | null, timedOut: boolean): Trouble | null {
    const notStarted = exit === null ? null : startTrouble(exit, this.#run);
    return notStarted ?? limitTrouble(this.#run, this.#full.signal.aborted, timedOut);
  }

  #hear(line: string): void {
    if (!line.trimStart().startsWith('{')) return;
    const parsed = resultLine.safeParse(parseJson(line));
    if (parsed.success) this.#waiting.get(parsed.data.id)?.(parsed.data.result);
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function whenAborted(signal: AbortSignal): Promise<'stopped'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('stopped');
    else signal.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
}

import { RUN_DEADLINE } from '../runner/stop-reason.ts';

/** The time that a run may take; it stands still while a person is waited for. */
export class RunDeadline {
  readonly #abort = new AbortController();
  #leftMs: number;
  #since = 0;
  #timer: NodeJS.Timeout | null = null;

  /** Begins to run at once. */
  constructor(ms: number) {
    this.#leftMs = ms;
    this.resume();
  }

  /** Aborted with RUN_DEADLINE when the time is over. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** From now on no time passes. */
  pause(): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#leftMs -= performance.now() - this.#since;
  }

  /** From now on time passes again. */
  resume(): void {
    if (this.#timer !== null) return;
    this.#since = performance.now();
    this.#timer = setTimeout(() => this.#abort.abort(RUN_DEADLINE), Math.max(0, this.#leftMs));
  }
}

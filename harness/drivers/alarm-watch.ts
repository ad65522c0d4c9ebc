import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ConnectorFile } from './connector-schema.ts';
import type { StimulusResult } from './driver.ts';
import type { OutputLog } from './output-log.ts';
import { redactLine } from './output-log.ts';

/** How often is looked for the line, in ms, and how long at least after the stimulus was done: a log may lag behind. */
const LOOK_EVERY_MS = 25;
const LAG_MS = 250;

const MAX_LINE_CHARS = 300;
const MAX_READ_BYTES = 4_194_304;

/** Sees whether the connector wrote, since it was made, the line with which it tells its operator of a refusal (`reporting`). */
export class AlarmWatch {
  readonly #reporting: NonNullable<ConnectorFile['reporting']>;
  readonly #log: OutputLog;
  readonly #file: { readonly path: string; readonly from: number } | null;

  constructor(reporting: NonNullable<ConnectorFile['reporting']>, log: OutputLog, folder: string) {
    this.#reporting = reporting;
    this.#log = log;
    const path = reporting.file === undefined ? null : resolve(folder, reporting.file);
    this.#file = path === null ? null : { path, from: statSync(path, { throwIfNoEntry: false })?.size ?? 0 };
    log.watch(new RegExp(reporting.line, 'u'));
  }

  /**
   * What was seen. `waitMs`: how long after the stimulus was done the line may come, at least a little; an operator may be
   * told later than the traffic ends (a collector of logs, an alarm that is raised in batches).
   */
  async result(waitMs: number, interrupted: AbortSignal): Promise<NonNullable<StimulusResult['reported']>> {
    const until = performance.now() + Math.max(waitMs, LAG_MS);
    for (;;) {
      const line = this.#line();
      if (line !== null) return { answer: 'yes', statement: line.trim().slice(0, MAX_LINE_CHARS) };
      if (interrupted.aborted || performance.now() >= until) return { answer: 'no', statement: this.#reporting.line };
      await delay(LOOK_EVERY_MS);
    }
  }

  #line(): string | null {
    if (this.#file === null) return this.#log.found;
    const pattern = new RegExp(this.#reporting.line, 'u');
    const found = textFrom(this.#file.path, this.#file.from)
      .split('\n')
      .findLast((line) => pattern.test(line));
    return found === undefined ? null : redactLine(found);
  }
}

/** What was appended to a file; a file that became shorter was begun anew. */
function textFrom(path: string, from: number): string {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return '';
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const start = size < from ? 0 : from;
    const bytes = Buffer.alloc(Math.min(size - start, MAX_READ_BYTES));
    readSync(file, bytes, 0, bytes.length, start);
    return bytes.toString('utf8');
  } finally {
    closeSync(file);
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EVENTS_FILE } from './run-store.ts';

const storedEvent = z.looseObject({
  type: z.enum(['run-started', 'scenario-started', 'scenario-judged', 'connector-trouble', 'run-finished']),
});

/** An event as stored: its type is known, the rest is as it was written. */
export type StoredEvent = z.infer<typeof storedEvent>;

/** A run as found on disk. */
export interface StoredRun {
  readonly events: readonly StoredEvent[];
  /** False when the run was killed or is still going on. */
  readonly isFinished: boolean;
  /** True when the last line was cut by a kill: it is left out. */
  readonly isTorn: boolean;
}

/**
 * Reads the events of a run's folder, also of a run that was killed half-way.
 * @throws Error when a line other than the last is not an event, or the file cannot be read.
 */
export function readRun(folder: string): StoredRun {
  const text = readFileSync(join(folder, EVENTS_FILE), 'utf8');
  const lines = text.split('\n');
  // A whole file ends with a line end, so that nothing stands after it.
  const isTorn = lines.pop() !== '';
  const events = lines.map((line) => storedEvent.parse(JSON.parse(line)));
  return { events, isFinished: events.at(-1)?.type === 'run-finished', isTorn };
}

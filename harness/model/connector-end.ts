import type { ConnectorExitEntry } from '../../journal/entry.ts';
import type { AttemptView } from './check.ts';

/** How the connector ended one stimulus; undefined when it said nothing. */
export function exitOf(view: AttemptView, stimulusId: string): ConnectorExitEntry | undefined {
  return view.exits.findLast((exit) => exit.stimulusId === stimulusId);
}

/** True when the connector crashed during the stimulus, or was ended because it did not end by itself. */
export function endedAbnormally(view: AttemptView, stimulusId: string): boolean {
  const exit = exitOf(view, stimulusId);
  return exit !== undefined && (exit.timedOut || exit.result === 'abnormal');
}

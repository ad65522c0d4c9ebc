import type { ConnectorExitEntry, StimulusEntry } from '../../journal/entry.ts';
import type { AttemptView } from './check.ts';

/** How the connector ended one stimulus; undefined when it said nothing. One that was given again has an end of its own. */
export function exitOf(view: AttemptView, stimulus: StimulusEntry): ConnectorExitEntry | undefined {
  return view.exits.find((exit) => exit.stimulusId === stimulus.stimulusId && exit.seq > stimulus.seq);
}

/** True when the connector crashed during the stimulus, or was ended because it did not end by itself. */
export function endedAbnormally(view: AttemptView, stimulus: StimulusEntry): boolean {
  const exit = exitOf(view, stimulus);
  return exit !== undefined && (exit.timedOut || exit.result === 'abnormal');
}

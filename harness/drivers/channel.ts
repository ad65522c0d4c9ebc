import type { Stimulus } from '../model/check.ts';
import type { Trouble } from './connector-run.ts';
import type { ConnectorFile } from './connector-schema.ts';
import type { ConnectorWorld, StimulusResult, Traffic } from './driver.ts';
import type { Operator } from './operator.ts';
import type { OutputLog } from './output-log.ts';
import type { RunningInstance } from './running-instance.ts';

/** What a driver is made with: the same for all scenarios of a lane. */
export interface DriverOptions {
  readonly file: ConnectorFile;
  /** Absolute folder of the connector file: relative paths in it start here. */
  readonly folder: string;
  /** The environment of rorkit itself, from which named variables pass through and secrets are read. */
  readonly inherited: Readonly<Record<string, string | undefined>>;
  /** The journal of the lane. */
  readonly traffic: Traffic;
  /** Aborted when the run is interrupted: what runs is ended. */
  readonly interrupted: AbortSignal;
  /** The person who works the product, for the driver `manual`. Absent: there is nobody. */
  readonly operator?: Operator;
}

/** What a way to the connector needs for one scenario. */
export interface ChannelContext extends DriverOptions {
  readonly world: ConnectorWorld;
  readonly configFile: string;
  readonly log: OutputLog;
  /** The processes of the connector, or one that stands for a connector that runs already. */
  readonly instances: readonly RunningInstance[];
}

/** The way of a stimulus to the connector, for one scenario. */
export interface Channel {
  /** Hands one stimulus over and resolves when it is done. Never rejects for what the connector does. */
  deliver(stimulus: Stimulus): Promise<StimulusResult>;
  /** Kills the process that a delivery has running, where it has one of its own. */
  kill?(): void;
  /** Ends what runs, before the connector is started again; what was not fetched stays there for it. Default: `end`. */
  rest?(): Promise<void>;
  /** Ends what serves the scenario alone, and takes back what was not fetched. */
  end(): Promise<void>;
}

/** The result of a stimulus that could not be handed over. */
export function notDelivered(trouble: Trouble, started = performance.now()): StimulusResult {
  return { ...silent(started), result: 'abnormal', trouble };
}

/** A result of a way that has no exit status. */
export function silent(started: number): StimulusResult {
  return {
    result: 'unsaid',
    exitCode: null,
    signal: null,
    timedOut: false,
    durationMs: Math.round(performance.now() - started),
    trouble: null,
  };
}

/** The instance that serves the establishment of a stimulus with its credential; undefined when none does. */
export function instanceFor(stimulus: Stimulus, instances: readonly RunningInstance[]): RunningInstance | undefined {
  const { finess, credential } = stimulus.establishment;
  return instances.find(
    (instance) =>
      (instance.establishments === null || instance.establishments.includes(finess)) &&
      (instance.credential === null || instance.credential === credential),
  );
}

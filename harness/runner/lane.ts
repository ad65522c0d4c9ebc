import type { JournalEntry } from '../../journal/entry.ts';
import type { MockRor } from '../../mock-server/index.ts';
import type { Driver } from '../drivers/driver.ts';
import type { RunEvent } from '../model/run-event.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Persons } from './ask-persons.ts';
import type { UsableUnits } from './usable-units.ts';
import type { WorldFacts } from './world-facts.ts';

/** One mock and one connector that scenarios use in turn. */
export interface Lane {
  readonly number: number;
  readonly mock: MockRor;
  readonly driver: Driver;
  readonly facts: WorldFacts;
  /** True when the mock holds the user's own establishments and units: what they lack does not apply. Default false. */
  readonly hasOwnSeed?: boolean;
  /** Which units the product can be asked about. Default: any. */
  readonly usable?: UsableUnits;
  /** `ROR_STATE_DIR` of its connector: emptied at the start of each scenario. */
  readonly stateDir: string;
  /** Settings to set again after each reset, for a mock that was started by somebody else. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
}

/** What is needed to judge an attempt, besides what the CLI fixes for the whole run. */
export interface AttemptToJudge {
  readonly scenario: Scenario;
  readonly entries: readonly JournalEntry[];
  /** True when the connector's process tree ended and nothing more came. */
  readonly settled: boolean;
  /** Set when the connector could not be driven: then every check is a skip. */
  readonly trouble: { readonly code: string; readonly detail: string } | null;
}

/** How scenarios are run: the same for all lanes of a run. */
export interface RunOptions {
  readonly scenarios: readonly Scenario[];
  readonly seed: string;
  readonly timing: {
    readonly quietMs: number;
    readonly deadlineMs: number;
    readonly retryEveryMs: number;
    readonly outageMs: number;
  };
  /** After this time no further step of a scenario is started, in ms. */
  readonly scenarioDeadlineMs: number;
  /** Stop at the first scenario that failed or could not be judged. */
  readonly bail: boolean;
  /** For the message when `signal` is aborted by the deadline of the run, in ms. */
  readonly runDeadlineMs: number;
  /** Aborted when the run is interrupted, or with the reason RUN_DEADLINE when its own deadline has passed. */
  readonly signal: AbortSignal;
  /** The next number of an attempt. */
  nextAttempt(): number;
  /** Where the output of the connector goes during an attempt. */
  outputFile(attempt: number, scenario: string): string;
  judge(attempt: AttemptToJudge): readonly Verdict[];
  /** Who can say what no traffic shows. Absent: nobody is asked. */
  readonly persons?: Persons;
  readonly emit: (event: RunEvent) => void;
  /** The journal of an attempt that was judged, for the report. */
  keepEntries(scenario: string, attempt: number, entries: readonly JournalEntry[]): void;
}

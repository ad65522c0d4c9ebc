import type { Scenario } from './scenario.ts';
import type { Verdict } from './verdict.ts';

/** Roll-up of a run: exit code 0, 3 or 4 (house rule: any fail → 3; else any error or required skip → 4; else 0). */
export type RunResult = 'conformant' | 'not-conformant' | 'not-judged';

/** What the tests were about. */
export interface RunHeader {
  readonly run: number;
  readonly startedAt: string;
  readonly rorkitVersion: string;
  readonly nodeVersion: string;
  readonly guide: string;
  readonly catalogue: { readonly name: string; readonly digest: string; readonly size: number };
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  readonly seed: string;
  readonly strict: boolean;
  readonly connector: {
    readonly name: string;
    readonly file: string;
    readonly digest: string;
    readonly driver: string;
  };
  readonly product: { readonly name: string; readonly version: string; readonly vendor: string } | null;
  readonly scenarios: readonly string[];
  /** Set when the run is one of several parts (`--shard`). */
  readonly shard?: { readonly index: number; readonly count: number };
  /** Set when nothing was asked of the connector: what it sent by itself was observed, with so much of the history. */
  readonly observed?: 'whole' | 'part';
}

/** Everything the runner says; reporters and the run store are fed by these only. */
export type RunEvent =
  | { readonly type: 'run-started'; readonly header: RunHeader }
  | { readonly type: 'scenario-started'; readonly scenario: Scenario; readonly attempt: number }
  | {
      readonly type: 'scenario-judged';
      readonly scenario: Scenario;
      readonly attempt: number;
      readonly verdicts: readonly Verdict[];
      /** True when the connector was known to be done: with the journal, all that the judgement depended on. */
      readonly settled?: boolean;
      /** First and last journal seq of the attempt. */
      readonly journal: { readonly from: number; readonly to: number };
      readonly durationMs: number;
      /** Part of it spent waiting for the connector to be quiet. */
      readonly waitedMs: number;
    }
  /** The connector could not be driven (cannot start, hangs, …): the scenario's checks are skips. */
  | {
      readonly type: 'connector-trouble';
      readonly scenario: string | null;
      readonly code: string;
      readonly detail: string;
    }
  | { readonly type: 'run-finished'; readonly result: RunResult; readonly finishedAt: string };

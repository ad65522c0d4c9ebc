import type { CapacityRecord } from '../../mev3/capacity/types.ts';
import type { Bilingual } from './requirement.ts';

/** A check as a scenario names it. */
export interface CheckUse {
  /** Name of the check in scenarios/checks/. */
  readonly use: string;
  /** Last part of the check's id; default: its name. */
  readonly slug: string;
  readonly with: Readonly<Record<string, unknown>>;
  /** Slugs of this scenario that must not have failed. */
  readonly needs: readonly string[];
}

/** A record as a scenario writes it: absent members get the defaults of the schema. */
export type ScenarioRecord = CapacityRecord;

/** What the connector is asked to do. Units are aliases of the start state, resolved by the plan. */
export interface ScenarioStep {
  readonly id: string;
  readonly kind: 'report-capacity' | 'remove-capacity' | 'resend-all' | 'read-back';
  readonly unit: string | null;
  readonly records: readonly ScenarioRecord[];
  /** Which supplier credential speaks: `supplier` unless the scenario is about another one. */
  readonly credential: string;
}

/** A unit that the scenario uses: a place of the seed, and what it holds before. */
export interface ScenarioUnit {
  readonly alias: string;
  /** Which kind of place of the seed: a plain unit, a duplicated one, one that the ROR does not know … */
  readonly place: 'listed' | 'unknown' | 'duplicated' | 'not-listed';
  readonly records: readonly ScenarioRecord[];
}

/** How the mock is armed before the first step. */
export interface ScenarioArming {
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  /** Credentials whose subject DN is taken off the white list. */
  readonly unlisted: readonly string[];
}

/** A scenario, loaded and checked. */
export interface Scenario {
  /** Its path under scenarios/, without extension: `feed/replace-available-beds`. */
  readonly id: string;
  readonly area: string;
  readonly title: Bilingual;
  readonly purpose: Bilingual;
  /** What a failure means for the vendor. */
  readonly failureMeans: Bilingual;
  readonly requirements: readonly string[];
  readonly units: readonly ScenarioUnit[];
  readonly arming: ScenarioArming;
  readonly steps: readonly ScenarioStep[];
  readonly checks: readonly CheckUse[];
}

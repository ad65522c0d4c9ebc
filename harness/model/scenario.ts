import type { CapacityKey } from '../../mev3/capacity/types.ts';
import type { Bilingual } from './requirement.ts';
import type { ScenarioArming, ScenarioCredential } from './scenario-arming.ts';
import type { ScenarioTag } from './scenario-tags.ts';

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

/**
 * A record as a scenario writes it: a CapacityRecord whose date is relative, because a scenario has no date.
 * Absent members got the defaults of the schema. `resolveRecord` (record-date.ts) makes it a CapacityRecord.
 */
export interface ScenarioRecord extends CapacityKey {
  readonly capacityType: string;
  readonly capacitySourceType: string;
  readonly nbCapacity: number;
  readonly comment: string | null;
  /**
   * How long before the stimulus (for a step) or before the scenario starts (for a unit) the figure was updated in the
   * source, in ms. Default 7 minutes for a step, 6 hours for a unit: a connector that sends its own clock instead shows.
   */
  readonly updatedAgoMs: number;
}

/** What the connector is asked to do. Units are aliases of the start state, resolved by the plan. */
export interface ScenarioStep {
  readonly id: string;
  readonly kind: 'report-capacity' | 'remove-capacity' | 'resend-all' | 'read-back';
  readonly unit: string | null;
  readonly records: readonly ScenarioRecord[];
  /** `invalid` when the ROR is to refuse the records (rules of the published 400); default `valid`. */
  readonly indicator?: 'valid' | 'invalid' | undefined;
  /** Which supplier credential speaks: `supplier` unless the scenario is about another one. */
  readonly credential: string;
  /** From this step on the mock is armed like this, and no longer as before. */
  readonly arming?: ScenarioArming | undefined;
  /** The connector is ended and started again before this step, its state kept. Default: false. */
  readonly restart?: boolean | undefined;
  /** The step waits until the faults that last as an outage have ended. Default: false. */
  readonly afterOutage?: boolean | undefined;
  /** An earlier step: the figures were updated in the source when those of that step were, and not since. */
  readonly datesOf?: string | undefined;
  /** What units hold before this step, when it changed behind the connector: typed by hand, or refreshed. */
  readonly state?: readonly { readonly unit: string; readonly records: readonly ScenarioRecord[] }[] | undefined;
  /** The connector is killed when so many PATCH of this step have reached the mock. */
  readonly killAfter?: number | undefined;
}

/** A unit that the scenario uses: a place of the seed, and what it holds before. */
export interface ScenarioUnit {
  readonly alias: string;
  /**
   * Which kind of place: `listed` a Location of an establishment that the supplier may write for; `unknown` an identifier
   * that no Location of the mock carries; `duplicated` one that several carry; `not-listed` a Location of an
   * establishment outside the supplier's list.
   */
  readonly place: 'listed' | 'unknown' | 'duplicated' | 'not-listed';
  /**
   * Name, inside the scenario, of the establishment of the unit: units with the same name share one establishment, units
   * with different names have different ones. Default: any.
   */
  readonly establishment?: string | undefined;
  readonly records: readonly ScenarioRecord[];
}

/** A scenario, loaded and checked. */
export interface Scenario {
  /** Its path under scenarios/, without extension: `feed/replace-available-beds`. */
  readonly id: string;
  readonly area: string;
  /** What it is about, across areas. Default: none. */
  readonly tags?: readonly ScenarioTag[] | undefined;
  readonly title: Bilingual;
  readonly purpose: Bilingual;
  /** What a failure means for the vendor. */
  readonly failureMeans: Bilingual;
  readonly requirements: readonly string[];
  readonly units: readonly ScenarioUnit[];
  /** Credentials that the connector has in this scenario instead of those of the mock; none: those of the mock. */
  readonly credentials: readonly ScenarioCredential[];
  /** An optional requirement: a connector that does not claim it is not asked to do this scenario. */
  readonly claim?: string | undefined;
  /** How the mock is armed before the first step. */
  readonly arming: ScenarioArming;
  readonly steps: readonly ScenarioStep[];
  readonly checks: readonly CheckUse[];
}

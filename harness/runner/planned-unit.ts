import type { Establishment } from '../../mock-server/index.ts';
import type { HeldCredential } from './world-facts.ts';

/** A unit of a scenario as a place of this mock. */
export interface PlannedUnit {
  readonly alias: string;
  readonly identifier: string;
  readonly name: string;
  readonly establishment: Establishment;
  readonly credential: HeldCredential;
  /** True when the ROR has exactly one such Location, whose records can be put in place. */
  readonly canBeSetUp: boolean;
}

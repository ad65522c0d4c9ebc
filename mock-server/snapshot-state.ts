import type { ArmedFault } from './faults/fault-schema.ts';
import type { Participant } from './mock-ror.ts';
import type { SettingChanges } from './settings.ts';

/** What a snapshot holds; its Locations as versions, which the store keeps. */
export interface SnapshotState {
  /** Values that were given, at the start or since; defaults elsewhere. */
  readonly settings: SettingChanges;
  readonly participants: readonly Participant[];
  readonly offsetMs: number;
  /** Serial numbers revoked on this mock alone. */
  readonly revokedHere: readonly string[];
  readonly faults: readonly ArmedFault[];
  /** Version of each Location that was not as at the start, by id. */
  readonly locations: Readonly<Record<string, number>>;
}

import type { MockClock } from './clock.ts';
import type { FaultList } from './faults/fault-list.ts';
import type { SettingsState } from './settings.ts';
import type { Participants } from './trust/participants.ts';
import type { Revocations } from './trust/revocations.ts';

/** What of a lane is changed from outside and is no resource. */
export interface ChangeableState {
  readonly settings: SettingsState;
  readonly participants: Participants;
  readonly revocations: Revocations;
  readonly clock: MockClock;
  readonly faults: FaultList;
}

/** Remembers the state as it is now; what is given brings it back, for a change that could not be recorded. */
export function rememberState({ settings, participants, revocations, clock, faults }: ChangeableState): () => void {
  const given = settings.given();
  const members = participants.list();
  const revoked = revocations.revokedHere();
  const offsetMs = clock.offsetMs();
  const armed = faults.list();
  return () => {
    settings.replace(given);
    participants.replaceAll(members);
    revocations.replaceAll(revoked);
    clock.setOffset(offsetMs);
    faults.replaceAll(armed);
  };
}

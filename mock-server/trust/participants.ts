import { DnError, parseDn } from '../../certs/dn.ts';
import { MockRorError } from '../mock-ror-error.ts';
import type { Participant } from '../mock-ror.ts';

/** The members of the circle of trust, in the order in which they were added. */
export interface Participants {
  list(): readonly Participant[];
  byClientId(clientId: string): Participant | undefined;
  /** Adds, or replaces the one with the same `id`. @throws MockRorError `mock.bad-participant` */
  put(participant: Participant): void;
  /** Back to the participants of the start. */
  reset(): void;
  /** Counts changes: what was derived from the participants is good while it stays the same. */
  revision(): number;
}

/** The circle of trust with these members. @throws MockRorError `mock.bad-participant` */
export function createParticipants(initial: readonly Participant[]): Participants {
  let members = new Map<string, Participant>();
  let revision = 0;
  const put = (participant: Participant): void => {
    check(participant, [...members.values()]);
    members.set(participant.id, participant);
    revision += 1;
  };
  const reset = (): void => {
    members = new Map();
    for (const participant of initial) put(participant);
    revision += 1;
  };
  reset();
  return {
    list: () => [...members.values()],
    byClientId: (clientId) => [...members.values()].find((member) => member.clientId === clientId),
    put,
    reset,
    revision: () => revision,
  };
}

function check(participant: Participant, members: readonly Participant[]): void {
  const twin = members.find(({ id, clientId }) => id !== participant.id && clientId === participant.clientId);
  if (twin !== undefined) throw bad(participant, `client_id ${participant.clientId} belongs to ${twin.id}`);
  const { opening } = participant;
  if (opening !== undefined && Number.isNaN(Date.parse(opening)))
    throw bad(participant, `opening ${opening} is no date`);
  for (const { subjectDn, establishments } of participant.certificates) {
    checkDn(participant, subjectDn);
    const twice = establishments.find((finess, index) => establishments.indexOf(finess) !== index);
    if (twice !== undefined) throw bad(participant, `establishment ${twice} stands twice under ${subjectDn}`);
  }
}

/** The slash form, an unescaped comma or an empty value would never match: refused here, where it can be mended. */
function checkDn(participant: Participant, subjectDn: string): void {
  try {
    parseDn(subjectDn);
  } catch (error) {
    if (error instanceof DnError) throw bad(participant, `"${subjectDn}" is no subject DN: ${error.message}`);
    throw error;
  }
}

function bad(participant: Participant, because: string): MockRorError {
  return new MockRorError('mock.bad-participant', `participant ${participant.id}: ${because}`);
}

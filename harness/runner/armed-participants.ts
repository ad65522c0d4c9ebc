import type { Participant } from '../../mock-server/index.ts';
import type { ScenarioArming } from '../model/scenario-arming.ts';
import { PlanError } from './plan-error.ts';
import type { PlannedUnit } from './planned-unit.ts';
import type { HeldCredential } from './world-facts.ts';

/** What participants are made from. */
export interface ParticipantFacts {
  readonly credentials: readonly HeldCredential[];
  readonly units: readonly PlannedUnit[];
}

/**
 * The participants of the connector as an arming wants them: without the certificates that are off the list, with the
 * establishments that were withdrawn or granted, suspended or not let in yet.
 * @throws PlanError when the arming names a credential that there is not.
 */
export function armedParticipants(arming: ScenarioArming, facts: ParticipantFacts): readonly Participant[] {
  for (const id of [...arming.unlisted, ...arming.suspended, ...arming.notYetOpen]) {
    if (!facts.credentials.some((credential) => credential.id === id))
      throw new PlanError({ reason: 'lacks-credential', id });
  }
  const byId = new Map(facts.credentials.map(({ participant }) => [participant.id, participant]));
  return [...byId.values()].map((participant) => ({
    ...participant,
    ...standing(participant, arming, facts),
    certificates: participant.certificates.flatMap((line) => armedLine(participant, line, { arming, facts })),
  }));
}

/** A date that no run reaches. */
const LATER = '2099-01-01T00:00:00+01:00';

function standing(
  { id, state, opening }: Participant,
  { suspended, notYetOpen }: ScenarioArming,
  { credentials }: ParticipantFacts,
): Pick<Participant, 'state' | 'opening'> {
  const holds = (ids: readonly string[]): boolean =>
    credentials.some((credential) => credential.participant.id === id && ids.includes(credential.id));
  if (holds(suspended)) return { state: 'suspended' };
  if (holds(notYetOpen)) return { state, opening: LATER };
  return opening === undefined ? { state } : { state, opening };
}

type Line = Participant['certificates'][number];

function armedLine(
  { id }: Participant,
  line: Line,
  { arming, facts }: { readonly arming: ScenarioArming; readonly facts: ParticipantFacts },
): Line[] {
  const credential = facts.credentials.find((one) => one.participant.id === id && one.subjectDn === line.subjectDn);
  if (credential === undefined) return [line];
  if (arming.unlisted.includes(credential.id)) return [];
  const finessesOf = (aliases: readonly string[]): string[] =>
    facts.units
      .filter((unit) => aliases.includes(unit.alias) && unit.credential.id === credential.id)
      .map(({ establishment }) => establishment.finess);
  const withdrawn = finessesOf(arming.withdrawn);
  const establishments = [...line.establishments, ...finessesOf(arming.granted)];
  return [{ ...line, establishments: [...new Set(establishments)].filter((one) => !withdrawn.includes(one)) }];
}

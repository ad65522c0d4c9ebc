import { issueLeaf } from '../../certs/issue-leaf.ts';
import type { LeafFiles } from '../../certs/pki.ts';
import type { Establishment, Participant } from '../../mock-server/index.ts';
import type { HandedCertificate } from '../model/scenario-arming.ts';
import type { Scenario } from '../model/scenario.ts';
import { PlanError } from './plan-error.ts';
import type { HeldCredential, WorldFacts } from './world-facts.ts';

/** The certificates that a scenario hands to the connector beside its own, by name. */
export type HandedLeaves = ReadonlyMap<HandedCertificate, LeafFiles<string>>;

/** Issues the certificates that a scenario hands to the connector; those that were issued before are given again. */
export async function handedLeaves(scenario: Scenario, facts: WorldFacts): Promise<HandedLeaves> {
  const armings = [scenario.arming, ...scenario.steps.flatMap(({ arming }) => arming ?? [])];
  const names = [
    ...armings.flatMap(({ certificates, revoked }) => [...Object.values(certificates), ...revoked]),
    ...scenario.credentials.map(({ certificate }) => certificate),
  ];
  const leaves = new Map<HandedCertificate, LeafFiles<string>>();
  // One after another: each changes the same folder.
  for (const name of new Set(names)) leaves.set(name, await issueLeaf(facts.pki, { fixture: name }));
  return leaves;
}

/** The leaf of that name. @throws PlanError when it was not issued */
export function leafNamed(name: HandedCertificate, leaves: HandedLeaves): LeafFiles<string> {
  const leaf = leaves.get(name);
  if (leaf === undefined) throw new PlanError({ reason: 'lacks-certificate', name });
  return leaf;
}

/**
 * The credentials of the connector in a scenario: those that the scenario says, else those of the mock. A credential of
 * the scenario may write wherever the first supplier of the mock may, until {@link narrowCredentials} says otherwise.
 */
export function scenarioCredentials(
  scenario: Scenario,
  facts: WorldFacts,
  leaves: HandedLeaves,
): readonly HeldCredential[] {
  if (scenario.credentials.length === 0) return facts.credentials;
  const listed = facts.credentials[0]?.establishments ?? [];
  return scenario.credentials.map((credential) => {
    const { name: _, ...files } = leafNamed(credential.certificate, leaves);
    const clientId = `rorkit-${credential.participant}`;
    const participant: Participant = {
      id: credential.participant,
      clientId,
      role: 'supplier',
      kind: credential.kind,
      certificates: [],
      accessProfile: 1,
      region: facts.participants[0]?.region ?? '',
      state: 'whitelisted',
    };
    return { id: credential.id, role: 'supplier', clientId, ...files, participant, establishments: listed };
  });
}

/**
 * The same credentials, each with the establishments that the scenario names for it, and its participant with all of its
 * own. A participant is of the region of the first of them: which one that is, the seed chooses.
 */
export function narrowCredentials(
  scenario: Scenario,
  credentials: readonly HeldCredential[],
  establishmentOf: (name: string) => Establishment | undefined,
): readonly HeldCredential[] {
  if (scenario.credentials.length === 0) return credentials;
  const narrowed = credentials.map((held) => {
    const wanted = scenario.credentials.find(({ id }) => id === held.id)?.establishments ?? [];
    const establishments = wanted.flatMap((name) => establishmentOf(name) ?? []);
    const region = establishments[0]?.region ?? held.participant.region;
    const finesses = establishments.map(({ finess }) => finess);
    return { ...held, participant: { ...held.participant, region }, establishments: finesses };
  });
  return narrowed.map((held) => {
    const siblings = narrowed.filter(({ participant }) => participant.id === held.participant.id);
    const certificates = siblings.map(({ subjectDn, establishments }) => ({ subjectDn, establishments }));
    return { ...held, participant: { ...held.participant, certificates } };
  });
}

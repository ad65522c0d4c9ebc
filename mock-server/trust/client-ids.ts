import type { Participant } from '../mock-ror.ts';
import { defineSetting } from '../setting.ts';

/** How a proprietary product whose instances each have a certificate is known to the authorization server. */
export const proprietaryClients = defineSetting({
  name: 'proprietaryClients',
  default: 'one-client',
  values: ['one-client', 'client-per-certificate'],
  question: null,
  requirement: 'ROR-TRUST-SUBJECT-DN',
  evidence: 'assumed',
  text: 'mock.trust.setting-proprietary-clients',
});

/** A value of the setting `proprietaryClients`. */
export type ProprietaryClients = typeof proprietaryClients.default;

/**
 * The clients that a participant is to the authorization server, each as a participant with its own client_id and certificates: one
 * client with all its subject DNs, or, for a proprietary product under `client-per-certificate`, one client for each subject DN.
 * @see pki-and-oauth §1, §9
 */
export function clientsOf(participant: Participant, form: ProprietaryClients): readonly Participant[] {
  if (form === 'one-client' || participant.kind !== 'proprietary') return [participant];
  return participant.certificates.map((listed, index) => ({
    ...participant,
    clientId: clientIdOf(participant, index),
    certificates: [listed],
  }));
}

/** The client_id of one certificate of its own: as listed; else that of the participant, numbered from 1 when it has several. */
function clientIdOf({ clientId, certificates }: Participant, index: number): string {
  return certificates[index]?.clientId ?? (certificates.length === 1 ? clientId : `${clientId}-${index + 1}`);
}

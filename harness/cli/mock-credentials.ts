import type { LeafFiles, Pki } from '../../certs/pki.ts';
import { LEAF_NAMES } from '../../certs/pki.ts';
import type { Participant, ProprietaryClients } from '../../mock-server/index.ts';
import { clientsOf } from '../../mock-server/index.ts';

/** A client_id with one subject DN of the white list, and its files when the test PKI holds them. */
export interface MockCredential {
  /** Id of the participant; `-2`, `-3` … behind it for its further certificates. */
  readonly id: string;
  readonly clientId: string;
  readonly role: Participant['role'];
  readonly kind: Participant['kind'];
  readonly subjectDn: string;
  /** FINESS numbers that it may write for. */
  readonly establishments: readonly string[];
  /** Null for a certificate that the test PKI does not hold from the start, such as a vendor's own. */
  readonly leaf: LeafFiles | null;
}

/** Leaves that are good by themselves come before those that repeat their subject with a fault. */
const LEAVES = ['good', 'consumer', 'other-subject', ...LEAF_NAMES] as const;

/** The credentials of the participants, in their order. `form`: present value of the setting `proprietaryClients`. */
export function mockCredentials(
  participants: readonly Participant[],
  pki: Pki,
  form: ProprietaryClients,
): readonly MockCredential[] {
  return participants.flatMap((participant) =>
    clientsOf(participant, form)
      .flatMap(({ clientId, certificates }) => certificates.map((listed) => ({ ...listed, clientId })))
      .map(({ subjectDn, establishments, clientId }, index) => ({
        id: index === 0 ? participant.id : `${participant.id}-${index + 1}`,
        clientId,
        role: participant.role,
        kind: participant.kind,
        subjectDn,
        establishments,
        leaf: LEAVES.map((name) => pki.leaves[name]).find((leaf) => leaf.subjectDn === subjectDn) ?? null,
      })),
  );
}

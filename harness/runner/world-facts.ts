import type { LeafFiles, Pki } from '../../certs/pki.ts';
import type { Establishment, LocationView, MockDescription, MockRor, Participant } from '../../mock-server/index.ts';
import type { ConnectorCredential } from '../drivers/driver.ts';
import type { ScenarioUnit } from '../model/scenario.ts';

/** What a lane's mock holds at its start, as far as plans need it. */
export interface WorldFacts {
  readonly addresses: MockDescription['addresses'];
  readonly establishments: readonly Establishment[];
  readonly participants: readonly Participant[];
  readonly locations: readonly LocationView[];
  readonly pki: Pki;
  /** Credentials of whitelisted participants whose key we hold; suppliers first. */
  readonly credentials: readonly HeldCredential[];
  /** Default: any unit. */
  readonly limits?: PlaceLimits;
}

/** Which units of the mock a scenario may use, and which the product knows. */
export interface PlaceLimits {
  mayUse(unit: ScenarioUnit, location: LocationView): boolean;
  /** Identifiers that the product knows, also ones that the mock does not; null: whatever it is told. */
  readonly knownUnits: readonly string[] | null;
}

/** A credential with what the ROR grants it. */
export interface HeldCredential extends ConnectorCredential {
  readonly participant: Participant;
  /** FINESS numbers on its list. */
  readonly establishments: readonly string[];
}

/** Reads the start state of a mock. */
export async function readWorldFacts(mock: MockRor, pki: Pki): Promise<WorldFacts> {
  const [description, participants, locations] = await Promise.all([
    mock.describe(),
    mock.participants(),
    mock.locations(),
  ]);
  return {
    addresses: description.addresses,
    establishments: description.establishments,
    participants,
    locations,
    pki,
    credentials: heldCredentials(participants, pki),
  };
}

/** Leaves that a connector is given, best first: `renewed`, `expired` … repeat the subject of another. */
const LEAVES = ['good', 'other-subject', 'consumer'] as const;

function heldCredentials(participants: readonly Participant[], pki: Pki): HeldCredential[] {
  const suppliersFirst = participants.toSorted((a, b) => Number(a.role === 'consumer') - Number(b.role === 'consumer'));
  return suppliersFirst.flatMap((participant) =>
    participant.certificates.flatMap((certificate, index) => {
      const leaf = LEAVES.map((name) => pki.leaves[name]).find((one) => one.subjectDn === certificate.subjectDn);
      return leaf === undefined ? [] : [heldCredential(participant, leaf, index)];
    }),
  );
}

function heldCredential(participant: Participant, leaf: LeafFiles, index: number): HeldCredential {
  return {
    id: index === 0 ? participant.id : `${participant.id}-${index + 1}`,
    role: participant.role,
    clientId: participant.clientId,
    cert: leaf.cert,
    key: leaf.key,
    p12: leaf.p12,
    p12Password: leaf.p12Password,
    subjectDn: leaf.subjectDn,
    participant,
    establishments: participant.certificates[index]?.establishments ?? [],
  };
}

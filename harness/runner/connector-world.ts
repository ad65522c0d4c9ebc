import type { ConnectorCredential, ConnectorWorld } from '../drivers/driver.ts';
import type { PlannedUnit } from './planned-unit.ts';
import type { HeldCredential, WorldFacts } from './world-facts.ts';

/** The four headers of consultation, as ANS hands them over with a client_id; a feed request must not carry them. */
const ROR_HEADERS = {
  'Ror-Profil-Utilisateur-Code': 'CU20',
  'Ror-Profil-Utilisateur-System': '1.2.250.1.213.1.6.1.66',
  'Ror-Role-Metier-Code': 'AUTOMATE',
  'Ror-Role-Metier-System': '1.2.250.1.213.1.1.4.6',
} as const;

interface WorldOptions {
  readonly facts: WorldFacts;
  /** Units of the scenario: also those that the ROR does not know or does not grant, for the connector believes in them. */
  readonly units: readonly PlannedUnit[];
  readonly stateDir: string;
}

/** What the connector is told of the world for one scenario (contract §7). */
export function connectorWorld({ facts, units, stateDir }: WorldOptions): ConnectorWorld {
  const { tokenUrl, apiBase, feedPath, readPath } = facts.addresses;
  const { caFile, trustP12, trustP12Password } = facts.pki;
  return {
    contract: 1,
    tokenUrl,
    apiBase,
    feedPath,
    readPath,
    caFile,
    trustP12,
    trustP12Password,
    stateDir,
    rorHeaders: ROR_HEADERS,
    credentials: facts.credentials.map(trimCredential),
    establishments: worldEstablishments(facts, units),
  };
}

/** Only what the contract names: what the ROR grants is for the connector to find out. */
function trimCredential(held: HeldCredential): ConnectorCredential {
  const { id, role, clientId, cert, key, p12, p12Password, subjectDn } = held;
  return { id, role, clientId, cert, key, p12, p12Password, subjectDn };
}

type WorldEstablishment = ConnectorWorld['establishments'][number];

function worldEstablishments(facts: WorldFacts, units: readonly PlannedUnit[]): WorldEstablishment[] {
  return facts.credentials
    .filter((credential) => credential.role === 'supplier')
    .flatMap((credential) => {
      const own = units.filter((unit) => unit.credential.id === credential.id);
      const finesses = new Set([...credential.establishments, ...own.map((unit) => unit.establishment.finess)]);
      return facts.establishments
        .filter((establishment) => finesses.has(establishment.finess))
        .map(({ finess, idNatStruct, name }) => ({
          finess,
          idNatStruct,
          name,
          credential: credential.id,
          locations: locationsOf(finess, facts, own),
        }));
    });
}

function locationsOf(
  finess: string,
  facts: WorldFacts,
  units: readonly PlannedUnit[],
): { identifier: string; name: string }[] {
  const known = new Map<string, string>();
  for (const location of facts.locations) {
    if (location.establishment === finess) known.set(location.identifier, location.name);
  }
  for (const unit of units) if (unit.establishment.finess === finess) known.set(unit.identifier, unit.name);
  return [...known].map(([identifier, name]) => ({ identifier, name }));
}

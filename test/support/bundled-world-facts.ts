import { join } from 'node:path';
import type { LeafFiles, LeafName, Pki } from '../../certs/pki.ts';
import { HANDED_CERTIFICATES } from '../../harness/model/scenario-arming.ts';
import type { PlanFacts } from '../../harness/runner/plan.ts';
import {
  defaultSeed,
  establishmentOf,
  identifierOfType,
  LOCATION_IDENTIFIER_TYPE,
} from '../../mock-server/store/seed.ts';
import { defaultParticipants } from '../../mock-server/trust/default-participants.ts';

function leaf(name: LeafName): LeafFiles {
  const file = (ending: string): string => join('/pki', `${name}.${ending}`);
  return { name, cert: file('pem'), key: file('key'), p12: file('p12'), p12Password: 'test', subjectDn: `CN=${name}` };
}

const PKI: Pki = {
  dir: '/pki',
  caFile: '/pki/ca.pem',
  trustP12: '/pki/trust.p12',
  trustP12Password: 'test',
  rootCer: '/pki/root.cer',
  intermediateCer: '/pki/intermediate.cer',
  clientCa: '/pki/client-ca.pem',
  serverChain: '/pki/server.pem',
  serverKey: '/pki/server.key',
  leaves: {
    good: leaf('good'),
    'other-subject': leaf('other-subject'),
    expired: leaf('expired'),
    'unknown-ca': leaf('unknown-ca'),
    renewed: leaf('renewed'),
    consumer: leaf('consumer'),
    'self-signed': leaf('self-signed'),
  },
};

/** What the mock that comes with rorkit holds at its start, without starting it: its seed and its participants. */
export function bundledWorldFacts(): PlanFacts {
  const seed = defaultSeed();
  const establishments = seed.organizations.map(establishmentOf);
  const participants = defaultParticipants(PKI, establishments);
  const locations = seed.locations.map((location) => {
    const identifier = identifierOfType(location.identifier, LOCATION_IDENTIFIER_TYPE.externalSynchro) ?? '';
    const owner = establishments.find(({ idNatStruct }) => identifier.startsWith(`${idNatStruct}/`));
    return {
      id: location.id,
      versionId: 1,
      identifier,
      name: location.name ?? '',
      establishment: owner?.finess ?? '',
      records: [],
    };
  });
  const credentials = participants.map((participant) => {
    const { id, role, clientId } = participant;
    const { name: _, ...files } = PKI.leaves[role === 'supplier' ? 'good' : 'consumer'];
    return {
      id,
      role,
      clientId,
      ...files,
      participant,
      establishments: participant.certificates[0]?.establishments ?? [],
    };
  });
  const addresses = {
    tokenUrl: 'https://a/token',
    apiBase: 'https://b',
    feedPath: '/f',
    readPath: '/r',
    controlUrl: null,
  };
  const leaves = new Map(
    HANDED_CERTIFICATES.map((name) => {
      const { name: _, ...files } = PKI.leaves.good;
      return [name, { name, ...files, subjectDn: `CN=${name}` }] as const;
    }),
  );
  return { addresses, establishments, participants, locations, pki: PKI, credentials, leaves };
}

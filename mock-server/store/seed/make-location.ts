import { recordExtension } from '../../../mev3/capacity/record-extension.ts';
import type { LocationOfSchema } from '../seed-schema.ts';
import type { FacilityDescription, Field, UnitDescription } from './facility.ts';
import { creationDate, makeMeta } from './make-meta.ts';
import { facilityId } from './make-organization.ts';
import { makeTelecom } from './make-telecom.ts';
import { coding, concept, conceptExtension, ROR_STRUCTURE, typedIdentifier } from './systems.ts';
import type { NamedCode } from './systems.ts';

const IDENTIFIERS = 'TRE_R354-TypeIdentifiantRessourceOperationnelle';
const EXTERNAL = {
  name: IDENTIFIERS,
  code: { code: '26', display: "Identifiant de la zone d'hébergement connu par l'établissement" },
};
const OF_THE_ROR = {
  name: IDENTIFIERS,
  code: { code: '25', display: "Identifiant du lieu de réalisation de l'offre connu par l'instance ROR" },
};

const PLACES: Readonly<Record<Field, NamedCode>> = {
  MCO: { code: '001', display: 'Hébergement MCO' },
  PSY: { code: '002', display: 'Hébergement PSY' },
  MS: { code: '003', display: 'Hébergement MS' },
  SMR: { code: '004', display: 'Hébergement SMR' },
};

/**
 * A unit as RORLocation. One that an offer names belongs to the establishment that provides the offer; else it says itself who
 * manages it (Q36; MEV3.0 model, rule D6).
 */
export function makeLocation(unit: UnitDescription, facility: FacilityDescription): LocationOfSchema {
  const { finess, city, commune, position } = facility;
  return {
    resourceType: 'Location',
    id: unit.id,
    meta: makeMeta('ror-location', facility.region, facility.lastUpdated),
    extension: [
      conceptExtension('ror-commune-cog', 'TRE_R13-CommuneOM', { code: commune, display: city }),
      creationDate(),
      ...(unit.equipment ?? []).map(equipmentExtension),
      ...unit.records.map((record) => ({ ...recordExtension(record) })),
    ],
    identifier: [typedIdentifier(EXTERNAL, `1${finess}/${unit.code}`), typedIdentifier(OF_THE_ROR, unit.rorId)],
    status: 'active',
    operationalStatus: coding('TRE_R203-StatutLieu', { code: '3', display: 'Opérationnel' }),
    name: unit.name,
    type: [concept('TRE_R343-FonctionLieu', PLACES[unit.field])],
    ...(unit.phone === null ? {} : { telecom: [makeTelecom('phone', unit.phone.value, unit.phone.confidentiality)] }),
    address: { line: ["1 RUE DE L'EXEMPLE"], city, postalCode: commune },
    ...(position === null ? {} : { position: { extension: [unreliable()], ...position } }),
    ...(unit.offer === null
      ? { managingOrganization: { reference: `Organization/${facilityId(finess)}`, display: facility.name } }
      : {}),
  };
}

function equipmentExtension({ type, inService }: { type: NamedCode; inService: number }): {
  url: string;
  extension: readonly object[];
} {
  return {
    url: `${ROR_STRUCTURE}ror-location-equipment`,
    extension: [
      { url: 'equipmentType', valueCodeableConcept: concept('TRE_R212-Equipement', type) },
      { url: 'nbInService', valueInteger: inService },
    ],
  };
}

function unreliable(): { url: string; valueBoolean: boolean } {
  return { url: `${ROR_STRUCTURE}ror-coordinate-reliability`, valueBoolean: false };
}

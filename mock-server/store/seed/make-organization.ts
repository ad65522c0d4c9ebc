import type { OrganizationOfSchema } from '../seed-schema.ts';
import type { FacilityDescription } from './facility.ts';
import { creationDate, makeMeta } from './make-meta.ts';
import { confidentialityExtension, makeTelecom } from './make-telecom.ts';
import { concept, typedIdentifier } from './systems.ts';

const NATIONAL = {
  name: 'TRE_G07-TypeIdentifiantStructure',
  code: { code: '40', display: 'Identifiant national de structure' },
};
const FINESS = { name: NATIONAL.name, code: { code: '1', display: 'FINESS' } };
const SIREN = { name: NATIONAL.name, code: { code: '2', display: 'SIREN' } };
const NATIONAL_SYSTEM = 'urn:oid:1.2.250.1.71.4.2.2';

/** Technical id of the Organization of an establishment. */
export function facilityId(finess: string): string {
  return `eg-${finess}`;
}

/** A geographic entity (EG) as ROROrganization; its contact for regulation alone is seen by few. */
export function makeFacility(facility: FacilityDescription): OrganizationOfSchema {
  const { finess, name, region, city, commune, legalEntity, lastUpdated } = facility;
  return {
    resourceType: 'Organization',
    id: facilityId(finess),
    meta: makeMeta('ror-organization', region, lastUpdated),
    extension: [creationDate()],
    identifier: [
      { use: 'official', ...typedIdentifier(NATIONAL, `1${finess}`, NATIONAL_SYSTEM) },
      typedIdentifier(FINESS, finess, 'https://finess.esante.gouv.fr'),
    ],
    active: true,
    type: [concept('TRE_R67-TypeStructure-EJ-EG', { code: 'EG', display: 'Etablissement géographique' })],
    name,
    address: [{ line: ["1 RUE DE L'EXEMPLE"], city, postalCode: commune }],
    ...(legalEntity === null ? {} : { partOf: { reference: `Organization/${legalEntity}` } }),
    contact: CONTACTS,
  };
}

/** A legal entity (EJ): it has units in its establishments, never of its own. `siren` is fictitious. */
export function makeLegalEntity(
  entity: { readonly id: string; readonly siren: string; readonly name: string },
  facility: Pick<FacilityDescription, 'region' | 'city' | 'commune' | 'lastUpdated'>,
): OrganizationOfSchema {
  return {
    resourceType: 'Organization',
    id: entity.id,
    meta: makeMeta('ror-organization', facility.region, facility.lastUpdated),
    extension: [creationDate()],
    identifier: [
      { use: 'official', ...typedIdentifier(NATIONAL, `2${entity.siren}`, NATIONAL_SYSTEM) },
      typedIdentifier(SIREN, entity.siren, 'https://sirene.fr'),
    ],
    active: true,
    type: [concept('TRE_R67-TypeStructure-EJ-EG', { code: 'EJ', display: 'Entité juridique' })],
    name: entity.name,
    address: [{ line: ["1 RUE DE L'EXEMPLE"], city: facility.city, postalCode: facility.commune }],
  };
}

/** One contact that everyone sees, and one for regulation and crisis alone. */
const CONTACTS: readonly object[] = (
  [
    { purpose: { code: '06', display: 'Standard' }, phone: '0199000001', level: '1' },
    { purpose: { code: '13', display: 'Alerte H24' }, phone: '0199000003', level: '3' },
  ] as const
).map(({ purpose, phone, level }) => ({
  extension: [confidentialityExtension('ror-contact-confidentiality-level', level)],
  purpose: concept('TRE_R287-NatureContact', purpose),
  telecom: [makeTelecom('phone', phone, level)],
}));

import type { HealthcareServiceOfSchema } from '../seed-schema.ts';
import type { FacilityDescription, Field, OfferDescription } from './facility.ts';
import { creationDate, makeMeta } from './make-meta.ts';
import { facilityId } from './make-organization.ts';
import { confidentialityExtension, telecomExtensions } from './make-telecom.ts';
import { concept, ROR_STRUCTURE, typedIdentifier } from './systems.ts';
import type { NamedCode } from './systems.ts';

const OFFER = {
  name: 'TRE_R355-TypeIdentifiantOffre',
  code: { code: '35', display: "Identifiant fonctionnel de l'offre connu par l'instance ROR" },
};

const FIELDS: Readonly<Record<Field, NamedCode>> = {
  MCO: { code: '01', display: 'Médecine, Chirurgie, Obstétrique (MCO)' },
  SMR: { code: '02', display: 'Soins Médicaux et de réadaptation (SMR)' },
  PSY: { code: '03', display: 'Psychiatrie (PSY)' },
  MS: { code: '04', display: 'Médico-social (MS)' },
};

/** What an offer is made from, beside its own description. */
export interface OfferContext {
  readonly facility: FacilityDescription;
  readonly name: string;
  readonly field: Field;
  /** Ids of the Locations at which it is given. */
  readonly locations: readonly string[];
}

/** An offer of care as RORHealthcareService. */
export function makeHealthcareService(offer: OfferDescription, context: OfferContext): HealthcareServiceOfSchema {
  const { facility, name, field, locations } = context;
  const [low, high] = offer.ages;
  return {
    resourceType: 'HealthcareService',
    id: offer.id,
    meta: makeMeta('ror-healthcareservice', facility.region, facility.lastUpdated),
    extension: [
      { url: `${ROR_STRUCTURE}ror-healthcareservice-sensitive-unit`, valueBoolean: offer.sensitive },
      {
        url: `${ROR_STRUCTURE}ror-healthcareservice-patient-type`,
        extension: [{ url: 'ageRange', valueRange: { low: { value: low }, high: { value: high } } }],
      },
      creationDate(),
      ...offer.contacts.map(contactExtension),
    ],
    identifier: [typedIdentifier(OFFER, offer.rorId)],
    active: true,
    providedBy: { reference: `Organization/${facilityId(facility.finess)}`, display: facility.name },
    type: [concept('TRE_R227-ChampActivite', FIELDS[field])],
    specialty: [concept('TRE_R211-ActiviteOperationnelle', offer.activity)],
    location: locations.map((id) => ({ reference: `Location/${id}` })),
    name,
    characteristic: [concept('TRE_R213-ModePriseEnCharge', offer.careMode)],
  };
}

function contactExtension({ phone, confidentiality }: OfferDescription['contacts'][number]): {
  url: string;
  extension: readonly object[];
} {
  const purpose = { code: '16', display: 'Cellule opérationnelle de Bed Management' };
  return {
    url: `${ROR_STRUCTURE}ror-healthcareservice-contact`,
    extension: [
      { url: 'purposeContact', valueCodeableConcept: concept('TRE_R287-NatureContact', purpose) },
      confidentialityExtension('ror-confidentiality-level', confidentiality),
      {
        url: `${ROR_STRUCTURE}ror-healthcareservice-contact-telecom`,
        extension: [...telecomExtensions('phone', confidentiality), { url: 'telecomAddress', valueString: phone }],
      },
    ],
  };
}

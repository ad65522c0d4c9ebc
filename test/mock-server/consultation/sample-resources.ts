import type { FhirObject } from '../../../mock-server/consultation/search/fhir-json.ts';

const ROR = 'https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/';

/** Canonical of an ANS terminology. */
export const tre = (name: string): string => `https://mos.esante.gouv.fr/NOS/${name}/FHIR/${name.replace('_', '-')}`;

const concept = (name: string, code: string): object => ({ coding: [{ system: tre(name), code }] });
const coded = (url: string, name: string, code: string): object => ({ url, valueCodeableConcept: concept(name, code) });
const meta = (lastUpdated: string, region: string): object => ({
  versionId: '1',
  lastUpdated,
  tag: [{ system: tre('TRE_R30-RegionOM'), code: region }],
});
const level = (url: string, code: string): object => coded(`${ROR}${url}`, 'TRE_R283-NiveauConfidentialite', code);
const telecom = (value: string, code: string): object => ({
  value,
  extension: [level('ror-telecom-confidentiality-level', code)],
});

const URLS = {
  capacityStatus: 'TRE_R330-TypeStatutCapacite',
  capacityType: 'TRE_R329-NatureCapacite',
  temporalityCapacity: 'TRE_R331-TemporaliteCapacite',
  genderCapacityAvailable: 'TRE_R332-GenreCapacite',
  capacityClosingType: 'TRE_R333-TypeFermetureCapacite',
  additionalBedType: 'TRE_R334-TypeLitSupplementaire',
  crisisType: 'TRE_R336-TypeCrise',
  temporaryAssignement: 'TRE_R337-AffectationTemporaire',
} as const;

function record(codes: Partial<Record<keyof typeof URLS, string>>, nb: number, date: string): object {
  return {
    url: `${ROR}ror-location-supported-capacity`,
    extension: [
      ...Object.entries(codes).map(([url, code]) =>
        coded(url, Object.entries(URLS).find(([u]) => u === url)?.[1] ?? '', code),
      ),
      { url: 'nbCapacity', valueInteger: nb },
      { url: 'capacityUpdateDate', valueDateTime: date },
    ],
  };
}

const BASE = { capacityType: '01', temporalityCapacity: '01', temporaryAssignement: '01' };

const limit = {
  url: `${ROR}ror-location-equipment-limit`,
  extension: [
    coded('equipmentFeature', 'TRE_R339-TypeCaracteristiqueEquipement', '01'),
    { url: 'limitValue', valueQuantity: { value: 300, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' } },
  ],
};

function location(id: string, own: object, extension: readonly object[]): FhirObject {
  return {
    resourceType: 'Location',
    id,
    meta: meta('2026-01-10T08:00:00+01:00', '24'),
    extension: [
      coded(`${ROR}ror-commune-cog`, 'TRE_R13-CommuneOM', '45999'),
      { url: `${ROR}ror-meta-creation-date`, valueDateTime: '2024-02-01T08:00:00+01:00' },
      ...extension,
    ],
    ...own,
  };
}

const identifier = (type: string, value: string): object => ({
  type: concept('TRE_R354-TypeIdentifiantRessourceOperationnelle', type),
  value,
});

function offer(
  id: string,
  facts: { sensitive: boolean; field: string; location: string; organization: string },
): FhirObject {
  return {
    resourceType: 'HealthcareService',
    id,
    meta: meta('2026-02-01T00:00:00Z', facts.field === '04' ? '52' : '24'),
    extension: [
      { url: `${ROR}ror-healthcareservice-sensitive-unit`, valueBoolean: facts.sensitive },
      {
        url: `${ROR}ror-healthcareservice-patient-type`,
        extension: [
          {
            url: 'ageRange',
            valueRange: {
              low: { value: 18, system: 'http://unitsofmeasure.org', code: 'a' },
              high: { value: 90, system: 'http://unitsofmeasure.org', code: 'a' },
            },
          },
          coded('supportedPatientInfo', 'TRE_R239-PublicPrisEnCharge', '17'),
        ],
      },
      {
        url: `${ROR}ror-territorial-division`,
        extension: [coded('codeTerritorialDivision', 'TRE_R13-CommuneOM', '29151')],
      },
      { url: `${ROR}ror-healthcareservice-psychiatric-sector`, valueString: '45G01' },
      ...['1', '2', '3'].map((code) => ({
        url: `${ROR}ror-healthcareservice-contact`,
        extension: [
          level('ror-confidentiality-level', code),
          {
            url: `${ROR}ror-healthcareservice-contact-telecom`,
            extension: [
              level('ror-telecom-confidentiality-level', code),
              { url: 'telecomAddress', valueString: `phone-${code}` },
            ],
          },
        ],
      })),
    ],
    identifier: [{ value: `24/${id}` }],
    providedBy: { reference: `Organization/${facts.organization}` },
    category: [concept('TRE_R244-CategorieOrganisation', '50')],
    type: [concept('TRE_R227-ChampActivite', facts.field)],
    specialty: [concept('TRE_R211-ActiviteOperationnelle', '356')],
    location: [{ reference: `Location/${facts.location}` }],
    name: `Offre d’été ${id}`,
    characteristic: [
      concept('TRE_R213-ModePriseEnCharge', '28'),
      {
        extension: [{ url: `${ROR}ror-act-type`, valueCode: 'specificAct' }],
        ...concept('TRE_R210-ActeSpecifique', '0320'),
      },
    ],
    notAvailable: [
      { id: 'closingReopeningDate', description: 'x', during: { start: '2026-07-01', end: '2026-08-31' } },
    ],
  };
}

function organization(id: string, own: object): FhirObject {
  return {
    resourceType: 'Organization',
    id,
    meta: meta('2026-02-01T00:00:00Z', '24'),
    extension: [
      { url: `${ROR}ror-organization-drop-zone`, valueBoolean: true },
      coded(`${ROR}ror-organization-level-recourse-orsan`, 'TRE_R204-NiveauRecoursORSAN', '1'),
      coded(`${ROR}ror-organization-closing-type`, 'TRE_R286-TypeFermeture', 'P'),
      { url: 'http://hl7.org/fhir/StructureDefinition/organization-period', valuePeriod: { end: '2026-12-31' } },
      {
        url: `${ROR}ror-organization-price`,
        extension: [
          coded('priceType', 'TRE_R246-TypeTarif', '01'),
          coded('priceUnit', 'TRE_R228-UnitePrix', '02'),
          { url: 'amount', valueMoney: { value: 61.5, currency: 'EUR' } },
          { url: 'startDate', valueDateTime: '2026-01-01' },
          coded('residentialType', 'TRE_R242-TypeHabitation', '03'),
          coded('specialPrice', 'TRE_R250-ConditionTarifaire', '04'),
          coded('welcomeType', 'TRE_R240-TemporaliteAccueil', '05'),
          coded('dependencyLevel', 'TRE_R237-NiveauDependance', '06'),
        ],
      },
    ],
    identifier: [
      {
        system: 'https://finess.esante.gouv.fr',
        type: concept('TRE_G07-TypeIdentifiantStructure', '1'),
        value: `99${id}`,
      },
    ],
    type: [concept('TRE_R66-CategorieEtablissement', '101')],
    contact: ['1', '2', '3'].map((code) => ({
      extension: [level('ror-contact-confidentiality-level', code)],
      telecom: [telecom(`contact-${code}`, code), telecom('contact-secret', '3')],
    })),
    ...own,
  };
}

function practitioner(id: string, service: string): readonly FhirObject[] {
  return [
    {
      resourceType: 'Practitioner',
      id,
      meta: meta('2026-02-01T00:00:00Z', '24'),
      identifier: [{ system: 'urn:oid:1.2.250.1.71.4.2.1', value: `8997${id}` }],
    },
    {
      resourceType: 'PractitionerRole',
      id: `${id}-role`,
      meta: meta('2026-02-01T00:00:00Z', '24'),
      identifier: [{ value: `role-${id}` }],
      practitioner: { reference: `Practitioner/${id}` },
      healthcareService: [{ reference: `HealthcareService/${service}` }],
      telecom: ['1', '2', '3'].map((code) => telecom(`role-${code}`, code)),
    },
  ];
}

/**
 * A small world: `l-mco` (health), `l-ms` (medico-social), `l-secret` (sensitive), `l-town` (practice), `l-free` (no offer).
 * `l-mco` has available beds for women (2) and for men (7), installed beds (20) and supplementary beds (3).
 */
export const SAMPLE: readonly FhirObject[] = [
  location(
    'l-mco',
    {
      identifier: [identifier('26', '199A/MCO'), identifier('25', '24/1')],
      status: 'active',
      operationalStatus: { system: tre('TRE_R203-StatutLieu'), code: '3' },
      name: 'Médecine',
      type: [concept('TRE_R343-FonctionLieu', '001')],
      telecom: ['1', '2', '3'].map((code) => telecom(`location-${code}`, code)),
      address: { city: 'Bellefontaine-lès-Été', postalCode: '45999' },
      position: { latitude: 47, longitude: 2 },
      managingOrganization: { reference: 'Organization/eg' },
    },
    [
      record({ ...BASE, capacityStatus: '02', genderCapacityAvailable: '01' }, 2, '2026-03-01T09:00:00+01:00'),
      record({ ...BASE, capacityStatus: '02', genderCapacityAvailable: '02' }, 7, '2026-03-02T09:00:00+01:00'),
      record({ ...BASE, capacityStatus: '01' }, 20, '2026-01-01T09:00:00+01:00'),
      record(
        { ...BASE, capacityStatus: '06', additionalBedType: '03', crisisType: '02' },
        3,
        '2026-01-01T09:00:00+01:00',
      ),
      { url: `${ROR}ror-location-equipment`, extension: [coded('equipmentType', 'TRE_R212-Equipement', '089'), limit] },
    ],
  ),
  location(
    'l-ms',
    {
      identifier: [identifier('26', '199A/MS')],
      status: 'inactive',
      address: { city: 'Autre', postalCode: '22000' },
      position: { latitude: 47.1, longitude: 2 },
    },
    [
      record({ ...BASE, capacityType: '02', capacityStatus: '05', capacityClosingType: '01' }, 4, '2026-03-01'),
      {
        url: `${ROR}ror-location-residential-capacity`,
        extension: [
          coded('residentialType', 'TRE_R242-TypeHabitation', '07'),
          { url: 'residentialNumber', valueInteger: 12 },
        ],
      },
      { url: `${ROR}ror-location-equipment`, extension: [coded('equipmentType', 'TRE_R212-Equipement', '030')] },
    ],
  ),
  location('l-secret', { identifier: [identifier('26', '199A/SECRET')], status: 'active' }, [
    record({ ...BASE, capacityStatus: '02' }, 1, '2026-03-01'),
  ]),
  location('l-town', { identifier: [identifier('25', '24/4')], address: { postalCode: '29000' } }, []),
  location('l-free', { identifier: [identifier('25', '24/5')], position: { latitude: 48, longitude: 2 } }, []),
  offer('h-mco', { sensitive: false, field: '01', location: 'l-mco', organization: 'eg' }),
  offer('h-ms', { sensitive: false, field: '04', location: 'l-ms', organization: 'eg-ms' }),
  offer('h-secret', { sensitive: true, field: '03', location: 'l-secret', organization: 'eg' }),
  offer('h-town', { sensitive: false, field: '05', location: 'l-town', organization: 'eg' }),
  organization('eg', { name: 'CHU fictif de Nantes', partOf: { reference: 'Organization/ej' } }),
  organization('eg-ms', { name: 'EHPAD fictif' }),
  organization('ej', { name: 'Entité juridique', meta: meta('2026-06-01T00:00:00Z', '11') }),
  ...practitioner('p-mco', 'h-mco'),
  ...practitioner('p-ms', 'h-ms'),
  ...practitioner('p-secret', 'h-secret'),
  ...practitioner('p-town', 'h-town'),
];

import { commonParameters } from './common-parameters.ts';
import { conceptTokens, nested, ROR_EXTENSION } from './extension-values.ts';
import { objectsAt, textsAt } from './fhir-json.ts';
import type { FhirObject } from './fhir-json.ts';
import { codingTokens, periodValue, quantityValues, referenceValues, stringValues } from './indexed-value.ts';
import type { IndexedValue } from './indexed-value.ts';
import { parameter } from './search-parameter.ts';
import type { ParameterFacts, SearchParameter } from './search-parameter.ts';

const PATIENT_TYPE = `${ROR_EXTENSION}ror-healthcareservice-patient-type`;
const DIVISION = `${ROR_EXTENSION}ror-territorial-division`;
const SECTOR = `${ROR_EXTENSION}ror-healthcareservice-psychiatric-sector`;

type Brief = Pick<ParameterFacts, 'name' | 'type' | 'read'>;

function ofR4(brief: Brief): SearchParameter {
  return parameter({ ...brief, definition: `R4:HealthcareService-${brief.name}`, source: 'I-CS-SRV' });
}

function ofGuide(brief: Brief): SearchParameter {
  return parameter({ ...brief, definition: `guide:healthcareservice-${brief.name}`, source: 'I-SP' });
}

function codes(name: string, member: string): SearchParameter {
  return ofR4({ name, type: 'token', read: (offer) => codingTokens(objectsAt(offer, member, 'coding')) });
}

function age(end: 'low' | 'high'): SearchParameter {
  return ofGuide({
    name: `age-range-${end}`,
    type: 'quantity',
    read: (offer) =>
      quantityValues(nested(offer, PATIENT_TYPE, 'ageRange').flatMap((one) => objectsAt(one, 'valueRange', end))),
  });
}

function closings(offer: FhirObject): readonly IndexedValue[] {
  return objectsAt(offer, 'notAvailable')
    .filter((one) => one['id'] === 'closingReopeningDate')
    .flatMap((one) => objectsAt(one, 'during').map(periodValue));
}

/** What a HealthcareService can be searched by. */
export const HEALTHCARE_SERVICE_PARAMETERS: readonly SearchParameter[] = [
  ...commonParameters('HealthcareService'),
  ofR4({ name: 'name', type: 'string', read: (offer) => stringValues(textsAt(offer, 'name')) }),
  codes('service-category', 'category'),
  codes('service-type', 'type'),
  codes('characteristic', 'characteristic'),
  codes('specialty', 'specialty'),
  parameter({
    name: 'location',
    type: 'reference',
    definition: 'R4:HealthcareService-location',
    source: 'D-SP',
    targets: ['Location'],
    read: (offer) => referenceValues(objectsAt(offer, 'location')),
  }),
  parameter({
    name: 'organization',
    type: 'reference',
    definition: 'R4:HealthcareService-organization',
    source: 'D-GET',
    targets: ['Organization'],
    read: (offer) => referenceValues(objectsAt(offer, 'providedBy')),
  }),
  age('low'),
  age('high'),
  ofGuide({
    name: 'intervention-zone',
    type: 'token',
    read: (offer) => conceptTokens(nested(offer, DIVISION, 'codeTerritorialDivision')),
  }),
  ofGuide({
    name: 'patient-type',
    type: 'token',
    read: (offer) => conceptTokens(nested(offer, PATIENT_TYPE, 'supportedPatientInfo')),
  }),
  ofGuide({
    name: 'psychiatric-sector',
    type: 'string',
    read: (offer) => stringValues(nested(offer, SECTOR).flatMap((one) => textsAt(one, 'valueString'))),
  }),
  ofGuide({ name: 'notavailable-closing-reopeningdate', type: 'date', read: closings }),
];

import { CAPACITY_URL } from '../../../mev3/capacity/attributes.ts';
import { commonParameters } from './common-parameters.ts';
import { conceptTokens, nested, ROR_EXTENSION } from './extension-values.ts';
import { extensionsOf, objectsAt, textAt, textsAt } from './fhir-json.ts';
import type { FhirObject } from './fhir-json.ts';
import {
  codingTokens,
  dateValue,
  numberValue,
  plainToken,
  quantityValues,
  referenceValues,
  stringValues,
} from './indexed-value.ts';
import type { IndexedValue } from './indexed-value.ts';
import { parameter } from './search-parameter.ts';
import type { ParameterFacts, SearchParameter } from './search-parameter.ts';

const COMMUNE = `${ROR_EXTENSION}ror-commune-cog`;
const EQUIPMENT = `${ROR_EXTENSION}ror-location-equipment`;
const LIMIT = `${ROR_EXTENSION}ror-location-equipment-limit`;
const RESIDENTIAL = `${ROR_EXTENSION}ror-location-residential-capacity`;
/** Extensions of an address that hold an INSEE commune code: the guide's spelling, and that of the French core. */
const INSEE_CODE = /\/fr-(?:core-)?address-insee-code$/i;

/** The INSEE codes of the communes that a Location names: read by `near-insee-code`. */
export function communesOf(location: FhirObject): readonly string[] {
  const cog = conceptTokens(nested(location, COMMUNE)).map(({ code }) => code);
  const ofAddress = objectsAt(location, 'address', 'extension').filter((one) => INSEE_CODE.test(String(one['url'])));
  const insee = ofAddress.flatMap((one) => [
    ...textsAt(one, 'valueCode'),
    ...codingTokens([...objectsAt(one, 'valueCoding'), ...objectsAt(one, 'valueCodeableConcept', 'coding')]).map(
      ({ code }) => code,
    ),
  ]);
  return [...new Set([...insee, ...cog])];
}

/** The position of a Location; none when it has no two coordinates. */
function positionOf(location: FhirObject): readonly IndexedValue[] {
  return objectsAt(location, 'position').flatMap(({ latitude, longitude }) =>
    typeof latitude === 'number' && typeof longitude === 'number'
      ? [{ kind: 'position' as const, latitude, longitude }]
      : [],
  );
}

/** The values of a sub-extension in each capacity record, with the number of the record. */
function inRecords(
  url: string,
  read: (extension: FhirObject) => readonly IndexedValue[],
): (location: FhirObject) => readonly IndexedValue[] {
  return (location) =>
    extensionsOf(location, CAPACITY_URL).flatMap((record, index) =>
      extensionsOf(record, url)
        .flatMap(read)
        .map((value) => ({ ...value, record: index })),
    );
}

type Brief = Pick<ParameterFacts, 'name' | 'type' | 'read'>;

function ofRecord(name: string, url: string): SearchParameter {
  const read = inRecords(url, (extension) => conceptTokens([extension]));
  return recordParameter({ name, type: 'token', read });
}

function recordParameter(brief: Brief): SearchParameter {
  return parameter({ ...brief, definition: `guide:${brief.name}`, source: 'I-SP', isPerRecord: true });
}

function ofGuide(brief: Brief, definition = brief.name): SearchParameter {
  return parameter({ ...brief, definition: `guide:${definition}`, source: 'I-SP' });
}

function ofR4(brief: Brief, source = 'I-CS-SRV'): SearchParameter {
  return parameter({ ...brief, definition: `R4:Location-${brief.name}`, source });
}

/** Criteria about capacity records. `temporary-assignement` (sic). */
const CAPACITY: readonly SearchParameter[] = [
  ofRecord('capacity-status', 'capacityStatus'),
  ofRecord('capacity-type', 'capacityType'),
  ofRecord('temporality-capacity', 'temporalityCapacity'),
  ofRecord('gender-capacity-available', 'genderCapacityAvailable'),
  ofRecord('capacity-closing-type', 'capacityClosingType'),
  ofRecord('additional-bed-type', 'additionalBedType'),
  ofRecord('crisis-type', 'crisisType'),
  ofRecord('temporary-assignement', 'temporaryAssignement'),
  recordParameter({
    name: 'nb-capacity',
    type: 'number',
    read: inRecords('nbCapacity', (extension) => numberValue(extension['valueInteger'])),
  }),
  recordParameter({
    name: 'capacity-update-date',
    type: 'date',
    read: inRecords('capacityUpdateDate', (extension) => dateValue(extension['valueDateTime'])),
  }),
];

const EQUIPMENT_AND_HOUSING: readonly SearchParameter[] = [
  ofGuide({
    name: 'equipment-type',
    type: 'token',
    read: (location) => conceptTokens(nested(location, EQUIPMENT, 'equipmentType')),
  }),
  // The published expressions look for the limit on the Location itself; the profile puts it inside the equipment.
  ofGuide({
    name: 'equipment-feature',
    type: 'token',
    read: (location) => conceptTokens(limitsOf(location, 'equipmentFeature')),
  }),
  ofGuide({
    name: 'limit-value',
    type: 'quantity',
    read: (location) =>
      quantityValues(limitsOf(location, 'limitValue').flatMap((one) => objectsAt(one, 'valueQuantity'))),
  }),
  ofGuide({
    name: 'residential-type',
    type: 'token',
    read: (location) => conceptTokens(nested(location, RESIDENTIAL, 'residentialType')),
  }),
  ofGuide({
    name: 'residential-number',
    type: 'number',
    read: (location) =>
      nested(location, RESIDENTIAL, 'residentialNumber').flatMap((one) => numberValue(one['valueInteger'])),
  }),
];

function limitsOf(location: FhirObject, url: string): readonly FhirObject[] {
  return [...nested(location, EQUIPMENT, LIMIT, url), ...nested(location, LIMIT, url)];
}

const PLACE: readonly SearchParameter[] = [
  ofGuide(
    { name: 'commune-cog', type: 'token', read: (location) => conceptTokens(nested(location, COMMUNE)) },
    'location-commune-cog',
  ),
  ofR4({ name: 'near', type: 'special', read: positionOf }),
  ofGuide({ name: 'near-insee-code', type: 'special', read: positionOf }, 'location-near-insee-code'),
  ofR4({
    name: 'address-postalcode',
    type: 'string',
    read: (location) => stringValues(objectsAt(location, 'address').flatMap((one) => textsAt(one, 'postalCode'))),
  }),
  ofR4({
    name: 'address-city',
    type: 'string',
    read: (location) => stringValues(objectsAt(location, 'address').flatMap((one) => textsAt(one, 'city'))),
  }),
];

const STATE: readonly SearchParameter[] = [
  ofR4({ name: 'status', type: 'token', read: (location) => plainToken(textAt(location, 'status')) }),
  ofR4({
    name: 'operational-status',
    type: 'token',
    read: (location) => codingTokens(objectsAt(location, 'operationalStatus')),
  }),
  ofR4({ name: 'type', type: 'token', read: (location) => codingTokens(objectsAt(location, 'type', 'coding')) }),
  parameter({
    name: 'organization',
    type: 'reference',
    definition: 'R4:Location-organization',
    source: 'D-GET',
    targets: ['Organization'],
    read: (location) => referenceValues(objectsAt(location, 'managingOrganization')),
  }),
];

/** What a Location can be searched by (feed API §8.2). */
export const LOCATION_PARAMETERS: readonly SearchParameter[] = [
  ...commonParameters('Location'),
  ...STATE,
  ...PLACE,
  ...CAPACITY,
  ...EQUIPMENT_AND_HOUSING,
];

import { commonParameters } from './common-parameters.ts';
import { conceptTokens, nested, ROR_EXTENSION } from './extension-values.ts';
import { objectsAt, textsAt } from './fhir-json.ts';
import { codingTokens, dateValue, numberValue, plainToken, referenceValues, stringValues } from './indexed-value.ts';
import { parameter } from './search-parameter.ts';
import type { ParameterFacts, SearchParameter } from './search-parameter.ts';

const PRICE = `${ROR_EXTENSION}ror-organization-price`;
const DROP_ZONE = `${ROR_EXTENSION}ror-organization-drop-zone`;
const CLOSING_TYPE = `${ROR_EXTENSION}ror-organization-closing-type`;
const PERIOD = 'http://hl7.org/fhir/StructureDefinition/organization-period';

type Brief = Pick<ParameterFacts, 'name' | 'type' | 'read'>;

function ofGuide(brief: Brief): SearchParameter {
  return parameter({ ...brief, definition: `guide:organization-${brief.name}`, source: 'I-SP' });
}

/** A code of a price. */
function priceCode(name: string, url: string): SearchParameter {
  return ofGuide({
    name,
    type: 'token',
    read: (organization) => conceptTokens(nested(organization, PRICE, url)),
  });
}

/** What an Organization can be searched by. The published expression of `special-price` reads `dependencyLevel`. */
export const ORGANIZATION_PARAMETERS: readonly SearchParameter[] = [
  ...commonParameters('Organization'),
  parameter({
    name: 'name',
    type: 'string',
    definition: 'R4:Organization-name',
    source: 'I-CS-SRV',
    // R4: the name or the alias.
    read: (organization) => stringValues([...textsAt(organization, 'name'), ...textsAt(organization, 'alias')]),
  }),
  parameter({
    name: 'type',
    type: 'token',
    definition: 'R4:Organization-type',
    source: 'I-CS-SRV',
    read: (organization) => codingTokens(objectsAt(organization, 'type', 'coding')),
  }),
  parameter({
    name: 'partof',
    type: 'reference',
    definition: 'R4:Organization-partof',
    source: 'D-GET',
    targets: ['Organization'],
    read: (organization) => referenceValues(objectsAt(organization, 'partOf')),
  }),
  ofGuide({
    name: 'closing-type',
    type: 'token',
    read: (organization) => conceptTokens(nested(organization, CLOSING_TYPE)),
  }),
  ofGuide({
    name: 'drop-zone',
    type: 'token',
    read: (organization) => nested(organization, DROP_ZONE).flatMap((one) => plainToken(one['valueBoolean'])),
  }),
  ofGuide({
    name: 'period-end',
    type: 'date',
    read: (organization) =>
      nested(organization, PERIOD).flatMap((one) =>
        objectsAt(one, 'valuePeriod').flatMap((period) => dateValue(period['end'])),
      ),
  }),
  ofGuide({
    name: 'price-amount-value',
    type: 'number',
    read: (organization) =>
      nested(organization, PRICE, 'amount').flatMap((one) =>
        objectsAt(one, 'valueMoney').flatMap((money) => numberValue(money['value'])),
      ),
  }),
  ofGuide({
    name: 'price-validity-start-date',
    type: 'date',
    read: (organization) => nested(organization, PRICE, 'startDate').flatMap((one) => dateValue(one['valueDateTime'])),
  }),
  priceCode('price-type', 'priceType'),
  priceCode('price-unit', 'priceUnit'),
  priceCode('price-residential-type', 'residentialType'),
  priceCode('price-dependency-level', 'dependencyLevel'),
  priceCode('price-welcome-type', 'welcomeType'),
  priceCode('special-price', 'specialPrice'),
];

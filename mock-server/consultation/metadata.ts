import { modifiersOf } from './search/resolve-path.ts';
import { referencesOf, SEARCH_PARAMETERS } from './search/parameter-table.ts';
import type { SearchParameter } from './search/search-parameter.ts';
import { RESOURCE_TYPES } from './search/stored-resource.ts';
import type { ResourceType } from './search/stored-resource.ts';

/** Date of the statement: it changes when what is served changes. */
const STATED_ON = '2026-11-23';

/** Profile of each type in the guide. */
const PROFILE = 'https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/ror-';

/** What the mock implements of the consultation, no more and no less, as a CapabilityStatement. */
export function capabilityStatement(base: string): object {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: STATED_ON,
    kind: 'instance',
    software: { name: 'rorkit, mock of the national ROR' },
    implementation: { description: 'rorkit (not the real ROR)', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+xml', 'xml', 'application/fhir+json', 'json'],
    rest: [
      {
        mode: 'server',
        documentation: 'Read and search only: the capacity PATCH is another service.',
        security: { description: 'OAuth 2 client credentials; bearer token; the four Ror-* headers.' },
        resource: RESOURCE_TYPES.map(resourceOf),
        searchParam: GENERAL,
        operation: [{ name: 'export', definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export|2.0.0' }],
      },
    ],
  };
}

/** Parameters of every search that belong to no type. */
const GENERAL = [
  { name: '_count', type: 'number' },
  { name: '_sort', type: 'string' },
  { name: '_include', type: 'string', documentation: ':iterate' },
  { name: '_revinclude', type: 'string', documentation: ':iterate' },
];

function resourceOf(type: ResourceType): object {
  const revIncludes = RESOURCE_TYPES.flatMap((from) =>
    referencesOf(from)
      .filter(({ targets }) => targets.includes(type))
      .map(({ name }) => `${from}:${name}`),
  );
  const includes = referencesOf(type).map(({ name }) => `${type}:${name}`);
  return {
    type,
    profile: `${PROFILE}${type.toLowerCase()}`,
    interaction: [{ code: 'search-type' }, { code: 'read' }],
    versioning: 'no-version',
    conditionalRead: 'not-supported',
    ...(includes.length === 0 ? {} : { searchInclude: includes }),
    ...(revIncludes.length === 0 ? {} : { searchRevInclude: revIncludes }),
    searchParam: [
      { name: '_filter', type: 'special', definition: 'http://hl7.org/fhir/SearchParameter/Resource-filter' },
      ...(revIncludes.length === 0
        ? []
        : [{ name: '_has', type: 'special', definition: 'http://hl7.org/fhir/SearchParameter/Resource-has' }]),
      ...SEARCH_PARAMETERS[type].map(statedParameter),
    ],
  };
}

function statedParameter(parameter: SearchParameter): object {
  const { name, type, definition, targets } = parameter;
  const modifiers = modifiersOf(parameter).map((one) => `:${one}`);
  const chains = targets.map((target) => `${name}.<parameter of ${target}>`);
  const above = targets.includes('Organization') ? [`${name}.<parameter>:above`] : [];
  const documentation = [...modifiers, ...chains, ...above].join(', ');
  return { name, definition, type, ...(documentation === '' ? {} : { documentation }) };
}

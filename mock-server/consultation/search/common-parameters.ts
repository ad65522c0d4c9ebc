import { objectsAt } from './fhir-json.ts';
import { codingTokens, dateValue, identifierTokens } from './indexed-value.ts';
import { parameter } from './search-parameter.ts';
import type { SearchParameter } from './search-parameter.ts';
import type { ResourceType } from './stored-resource.ts';

/** The parameters that each type has: `_id`, `_lastUpdated`, `_tag` (region of the source) and `identifier`. */
export function commonParameters(type: ResourceType): readonly SearchParameter[] {
  return [
    {
      ...parameter({ name: '_id', type: 'token', definition: 'R4:Resource-id', source: 'I-CS-SRV', read: () => [] }),
      values: ({ stored }) => [{ kind: 'token', system: null, code: stored.id }],
    },
    {
      ...parameter({
        name: '_lastUpdated',
        type: 'date',
        definition: 'R4:Resource-lastUpdated',
        source: 'I-CS-SRV',
        read: () => [],
      }),
      values: ({ stored }) => dateValue(stored.lastUpdated),
    },
    parameter({
      name: '_tag',
      type: 'token',
      definition: 'R4:Resource-tag',
      source: 'I-CS-SRV',
      read: (resource) => codingTokens(objectsAt(resource, 'meta', 'tag')),
    }),
    parameter({
      name: 'identifier',
      type: 'token',
      definition: `R4:${type}-identifier`,
      source: 'I-CS-SRV',
      read: (resource) => identifierTokens(objectsAt(resource, 'identifier')),
    }),
  ];
}

import { Ajv } from 'ajv';
import { isJsonObject } from '../finding.ts';
import type { CodeSystemFacts, Definitions, StructureFacts, ValueSetFacts } from './definitions.ts';

/** Definitions read from JSON of outside, and what could not be used. */
export interface ReadDefinitions {
  readonly definitions: Definitions;
  /** Resources of a known kind that are not formed as FHIR says: which one, and the first fault. */
  readonly malformed: readonly { readonly url: string; readonly fault: string }[];
}

const text = { type: 'string' };
const element = {
  type: 'object',
  required: ['path'],
  properties: {
    id: text,
    path: text,
    sliceName: text,
    min: { type: 'integer', minimum: 0 },
    max: { type: 'string', pattern: '^(?:\\*|\\d{1,9})$' },
    contentReference: text,
    slicing: {
      type: 'object',
      properties: {
        rules: text,
        discriminator: {
          type: 'array',
          items: { type: 'object', required: ['type', 'path'], properties: { type: text, path: text } },
        },
      },
    },
    type: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code'],
        properties: {
          code: text,
          profile: { type: 'array', items: text },
          targetProfile: { type: 'array', items: text },
          extension: { type: 'array', items: { type: 'object', required: ['url'], properties: { url: text } } },
        },
      },
    },
    binding: { type: 'object', required: ['strength'], properties: { strength: text, valueSet: text } },
    constraint: {
      type: 'array',
      items: {
        type: 'object',
        required: ['key'],
        properties: { key: text, severity: text, human: text, expression: text },
      },
    },
  },
};
const view = {
  type: 'object',
  required: ['element'],
  properties: { element: { type: 'array', maxItems: 20_000, items: element } },
};
const concept = {
  $id: 'concept',
  type: 'object',
  required: ['code'],
  properties: { code: text, display: text, concept: { type: 'array', items: { $ref: 'concept' } } },
};
const include = {
  type: 'object',
  properties: {
    system: text,
    concept: { type: 'array', items: { $ref: 'concept' } },
    filter: { type: 'array' },
    valueSet: { type: 'array', items: text },
  },
};
const contains = {
  $id: 'contains',
  type: 'object',
  properties: {
    system: text,
    code: text,
    display: text,
    abstract: { type: 'boolean' },
    contains: { type: 'array', items: { $ref: 'contains' } },
  },
};

const ajv = new Ajv({ strict: false, validateSchema: false });
ajv.addSchema([concept, contains]);
const isStructure = ajv.compile<StructureFacts>({
  type: 'object',
  required: ['url', 'kind', 'type'],
  properties: {
    url: text,
    kind: text,
    type: text,
    baseDefinition: text,
    derivation: text,
    differential: view,
    snapshot: view,
  },
});
const isValueSet = ajv.compile<ValueSetFacts>({
  type: 'object',
  required: ['url'],
  properties: {
    url: text,
    name: text,
    compose: {
      type: 'object',
      required: ['include'],
      properties: { include: { type: 'array', items: include }, exclude: { type: 'array', items: include } },
    },
    expansion: { type: 'object', properties: { contains: { type: 'array', items: { $ref: 'contains' } } } },
  },
});
const isCodeSystem = ajv.compile<CodeSystemFacts>({
  type: 'object',
  required: ['url'],
  properties: { url: text, name: text, content: text, concept: { type: 'array', items: { $ref: 'concept' } } },
});

/**
 * Picks the StructureDefinition, ValueSet and CodeSystem resources out of parsed JSON. Anything else is passed over.
 * Never throws, whatever is passed.
 */
export function readDefinitionResources(name: string, resources: Iterable<unknown>): ReadDefinitions {
  const structures: StructureFacts[] = [];
  const valueSets: ValueSetFacts[] = [];
  const codeSystems: CodeSystemFacts[] = [];
  const malformed: { url: string; fault: string }[] = [];
  for (const resource of resources) {
    if (!isJsonObject(resource)) continue;
    const { resourceType } = resource;
    if (resourceType === 'StructureDefinition') keep(resource, isStructure, structures);
    if (resourceType === 'ValueSet') keep(resource, isValueSet, valueSets);
    if (resourceType === 'CodeSystem') keep(resource, isCodeSystem, codeSystems);
  }
  return { definitions: { name, structures, valueSets, codeSystems }, malformed };

  function keep<T>(resource: unknown, isRight: Guard<T>, into: T[]): void {
    if (isRight(resource)) into.push(resource);
    else malformed.push({ url: urlOf(resource), fault: ajv.errorsText(isRight.errors ?? null, { dataVar: '' }) });
  }
}

interface Guard<T> {
  (value: unknown): value is T;
  readonly errors?: typeof ajv.errors;
}

function urlOf(resource: unknown): string {
  return isJsonObject(resource) && typeof resource['url'] === 'string' ? resource['url'] : '';
}

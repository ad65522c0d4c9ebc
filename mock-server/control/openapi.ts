import { z } from 'zod';
import { CONTROL_ROUTES, NO_BODY, NO_QUERY } from './routes.ts';
import type { ControlRoute } from './routes.ts';

/** Where the document is served. */
export const OPENAPI_PATH = '/v1/openapi.json';

/** The OpenAPI 3.1 document of the control API, made from its routes. */
export function openApiDocument(version = '1'): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of CONTROL_ROUTES) {
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'rorkit mock control API', version },
    security: [{ controlToken: [] }],
    paths,
    components: {
      securitySchemes: { controlToken: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: problemSchema },
    },
  };
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
  },
};

const problemAnswer = {
  description: 'Refused',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

function operation({ operationId, summary, query, body, result }: ControlRoute): Record<string, unknown> {
  const answer = result === null ? { 204: { description: 'Done' } } : { 200: jsonContent('Answer', result, 'output') };
  return {
    operationId,
    summary,
    ...(query === NO_QUERY ? {} : { parameters: parameters(query) }),
    ...(body === NO_BODY ? {} : { requestBody: { required: true, ...jsonContent('Body', body, 'input') } }),
    responses: { ...answer, default: problemAnswer },
  };
}

function jsonContent(text: string, schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  return { description: text, content: { 'application/json': { schema: jsonSchema(schema, io) } } };
}

function parameters(query: z.ZodType): readonly unknown[] {
  const { properties = {}, required = [] } = jsonSchema(query, 'input');
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

/** What zod cannot express (an entry made by the mock) is any value. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): z.core.JSONSchema.BaseSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

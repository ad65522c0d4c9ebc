import { z } from 'zod';
import { NO_BODY } from './route.ts';
import type { ControlRoute } from './route.ts';
import { CONTROL_ROUTES } from './routes.ts';

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

function operation(route: ControlRoute): Record<string, unknown> {
  const { operationId, summary, body } = route;
  const parameters = [
    ...parametersOf(route.params, 'path'),
    ...parametersOf(route.query, 'query'),
    ...(route.isStream === true ? [LAST_EVENT_ID] : []),
  ];
  return {
    operationId,
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === NO_BODY ? {} : { requestBody: { required: true, ...jsonContent('Body', body, 'input') } }),
    responses: { ...goodAnswer(route), default: problemAnswer },
  };
}

/** Sent by a client of server-sent events that comes back: the stream goes on after that entry. */
const LAST_EVENT_ID = { name: 'Last-Event-ID', in: 'header', required: false, schema: { type: 'integer', minimum: 0 } };

function goodAnswer({ result, isStream }: ControlRoute): Record<string, unknown> {
  if (isStream === true) {
    const description =
      'Server-sent events: `id` is the number of the entry, `event` its kind, `data` the entry as JSON';
    return { 200: { description, content: { 'text/event-stream': { schema: { type: 'string' } } } } };
  }
  return result === null ? { 204: { description: 'Done' } } : { 200: jsonContent('Answer', result, 'output') };
}

function jsonContent(text: string, schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  return { description: text, content: { 'application/json': { schema: jsonSchema(schema, io) } } };
}

function parametersOf(schemas: z.ZodType, place: 'path' | 'query'): readonly unknown[] {
  const { properties = {}, required = [] } = jsonSchema(schemas, 'input');
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema,
  }));
}

/** What zod cannot express (an entry made by the mock) is any value. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): z.core.JSONSchema.BaseSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

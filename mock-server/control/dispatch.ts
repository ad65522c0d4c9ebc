import { z } from 'zod';
import { MockRorError } from '../mock-ror-error.ts';
import type { MockRor } from '../mock-ror.ts';
import { OPENAPI_PATH, openApiDocument } from './openapi.ts';
import { NO_BODY } from './route.ts';
import type { ControlRoute } from './route.ts';
import { CONTROL_ROUTES } from './routes.ts';

/** A request of the control API that was let in. */
export interface ControlRequest {
  readonly method: string;
  readonly target: string;
  readonly body: string;
  /** The header `Last-Event-ID`; null when it was not sent. */
  readonly lastEventId: string | null;
  /** Fires when the client has left. */
  readonly signal: AbortSignal;
}

/**
 * Runs the operation that a request names; gives the JSON value of its answer, undefined for none, or the stream that it is.
 * @throws MockRorError
 */
export async function dispatch(mock: MockRor, request: ControlRequest): Promise<unknown> {
  const url = URL.parse(request.target, 'http://control');
  if (url === null) throw new MockRorError('control.bad-request', 'the request target is no path');
  if (url.pathname === OPENAPI_PATH && request.method === 'GET') return openApiDocument();
  const { route, params } = findRoute(url.pathname, request.method);
  const query = Object.fromEntries(url.searchParams);
  const body = route.body === NO_BODY ? undefined : parseJson(request.body);
  const { lastEventId, signal } = request;
  try {
    return (await route.run(mock, { params, query, body, lastEventId, signal })) ?? undefined;
  } catch (error) {
    if (error instanceof z.ZodError)
      throw new MockRorError('control.bad-request', whatIsWrong(error), { cause: error });
    throw error;
  }
}

interface FoundRoute {
  readonly route: ControlRoute;
  readonly params: Readonly<Record<string, string>>;
}

function findRoute(path: string, method: string): FoundRoute {
  const here = CONTROL_ROUTES.flatMap((route): FoundRoute[] => {
    const params = matchPath(route.path, path);
    return params === null ? [] : [{ route, params }];
  });
  const found = here.find(({ route }) => route.method === method);
  if (found !== undefined) return found;
  if (here.length === 0) throw new MockRorError('control.unknown-path', `nothing at ${path}; see ${OPENAPI_PATH}`);
  const allowed = here.map(({ route }) => route.method).join(', ');
  throw new MockRorError('control.wrong-method', `${method} ${path}: expected ${allowed}`);
}

/** The values of the `{…}` pieces of a template; null when the path is another. */
function matchPath(template: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const values: [string, string][] = [];
  for (const [index, piece] of wanted.entries()) {
    const seen = given[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(piece)?.[1];
    const value = name === undefined ? null : decoded(seen);
    if (name === undefined ? piece !== seen : value === null) return null;
    if (name !== undefined && value !== null) values.push([name, value]);
  }
  return Object.fromEntries(values);
}

/** Null for a piece that is no percent-encoding. */
function decoded(piece: string): string | null {
  try {
    return decodeURIComponent(piece);
  } catch {
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const because = error instanceof Error ? error.message : '';
    throw new MockRorError('control.bad-request', `the body is not JSON: ${because}`, { cause: error });
  }
}

function whatIsWrong(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.map(String).join('.') || '(root)'}: ${message}`)
    .join('; ');
}

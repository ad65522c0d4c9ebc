import { z } from 'zod';
import { MockRorError } from '../mock-ror-error.ts';
import type { MockRor } from '../mock-ror.ts';
import { OPENAPI_PATH, openApiDocument } from './openapi.ts';
import { CONTROL_ROUTES, NO_BODY } from './routes.ts';
import type { ControlRoute } from './routes.ts';

/** A request of the control API that was let in. */
export interface ControlRequest {
  readonly method: string;
  readonly target: string;
  readonly body: string;
}

/** Runs the operation that a request names; gives the JSON value of its answer, undefined for none. @throws MockRorError */
export async function dispatch(mock: MockRor, request: ControlRequest): Promise<unknown> {
  const url = new URL(request.target, 'http://control');
  if (url.pathname === OPENAPI_PATH && request.method === 'GET') return openApiDocument();
  const route = findRoute(url.pathname, request.method);
  const query = Object.fromEntries(url.searchParams);
  const body = route.body === NO_BODY ? undefined : parseJson(request.body);
  try {
    return (await route.run(mock, { query, body })) ?? undefined;
  } catch (error) {
    if (error instanceof z.ZodError)
      throw new MockRorError('control.bad-request', whatIsWrong(error), { cause: error });
    throw error;
  }
}

function findRoute(path: string, method: string): ControlRoute {
  const here = CONTROL_ROUTES.filter((route) => route.path === path);
  const found = here.find((route) => route.method === method);
  if (found !== undefined) return found;
  if (here.length === 0) throw new MockRorError('control.unknown-path', `nothing at ${path}; see ${OPENAPI_PATH}`);
  const allowed = here.map((route) => route.method).join(', ');
  throw new MockRorError('control.wrong-method', `${method} ${path}: expected ${allowed}`);
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

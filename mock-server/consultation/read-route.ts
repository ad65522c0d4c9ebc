import { nearestOf } from '../../mev3/codes/nearest.ts';
import type { IncomingRequest } from '../http/exchange.ts';
import { refuse } from '../refuse.ts';
import { isResourceType, RESOURCE_TYPES } from './search/stored-resource.ts';
import type { ResourceType } from './search/stored-resource.ts';

/** What a request to the consultation asks for. */
export type ReadRoute =
  | { readonly kind: 'page' | 'metadata' | 'export' | 'export-status' }
  | { readonly kind: 'export-file'; readonly job: string; readonly file: string }
  | { readonly kind: 'search'; readonly type: ResourceType }
  | { readonly kind: 'read'; readonly type: ResourceType; readonly id: string };

/** Names of the operations in a path; `%24` is `$`. */
const OPERATIONS = { metadata: 'metadata', $export: 'export', '$export-poll-status': 'export-status' } as const;

/** A route with the path of the service, which begins every address that is given back. */
export interface RoutedRequest {
  readonly service: string;
  readonly route: ReadRoute;
}

/** Tells what is asked for. @throws FhirError 405 for another method than GET and HEAD, 404 for another path */
export function routeRead(request: IncomingRequest): RoutedRequest {
  const [, service = '', ...segments] = request.path.replace(/\/$/, '').replaceAll('%24', '$').split('/');
  if (request.method !== 'GET' && request.method !== 'HEAD') throw refuseMethod(request.method);
  const route = routeOf(segments);
  if (route !== null) return { service: `/${service}`, route };
  const known = [...RESOURCE_TYPES, ...Object.keys(OPERATIONS)];
  const [first = ''] = segments;
  const near = nearestOf(first, known);
  throw refuse({
    code: 'read.unknown-path',
    status: 404,
    issue: 'not-found',
    text: 'mock.read.unknown-path',
    values: { expected: near ?? known.join(', ') },
    detail: { expected: near ?? known.join(' | '), seen: request.path.slice(0, 200), where: 'path' },
  });
}

function routeOf(segments: readonly string[]): ReadRoute | null {
  const [first = '', second = '', third = ''] = segments;
  if (segments.length < 2) return first === '' ? { kind: 'page' } : oneName(first);
  if (segments.length === 3)
    return first === '$export-files' ? { kind: 'export-file', job: second, file: third } : null;
  return segments.length === 2 ? readRoute(first, second) : null;
}

function readRoute(type: string, id: string): ReadRoute | null {
  return isResourceType(type) && /^[A-Za-z0-9.-]{1,64}$/.test(id) ? { kind: 'read', type, id } : null;
}

/** A type, or an operation. */
function oneName(name: string): ReadRoute | null {
  return isResourceType(name) ? { kind: 'search', type: name } : operationRoute(name);
}

function operationRoute(name: string): ReadRoute | null {
  const found = Object.entries(OPERATIONS).find(([one]) => one === name);
  return found === undefined ? null : { kind: found[1] };
}

function refuseMethod(method: string): Error {
  return refuse({
    code: 'read.method',
    status: 405,
    issue: 'not-supported',
    text: 'mock.read.method',
    detail: { expected: 'GET', seen: method.slice(0, 20), where: 'method' },
  });
}

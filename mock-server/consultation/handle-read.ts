import { FHIR_JSON, locationBody, versionHeaders } from '../feed/success-answer.ts';
import { headerValues } from '../header-values.ts';
import type { Answer, Caller, IncomingRequest } from '../http/exchange.ts';
import { parseQuery } from '../query-string.ts';
import type { QueryParameter } from '../query-string.ts';
import { refuse } from '../refuse.ts';
import type { StoredLocation } from '../store/stored-location.ts';
import { searchLocations } from './location-search.ts';
import type { SearchedStore } from './location-search.ts';
import { readFormat } from './read-format.ts';
import type { ReadFormat } from './read-format.ts';
import type { ReadSettings } from './read-settings.ts';
import { searchBundle } from './search-bundle.ts';
import { FHIR_XML, toXml } from './to-xml.ts';

/** What the consultation service works with. */
export interface ReadDependencies {
  readonly store: SearchedStore;
  /** Present values, asked for at each request. */
  readonly settings: () => ReadSettings;
}

/** The headers that a read of a Location must carry (feed API §3), each with a value. */
const ROR_HEADERS = [
  'Ror-Profil-Utilisateur-Code',
  'Ror-Profil-Utilisateur-System',
  'Ror-Role-Metier-Code',
  'Ror-Role-Metier-System',
];

/** `…/Location` or `…/Location/<id>`; the base path is that of the service. */
const LOCATION_PATH = /^(\/[^/]+)\/Location(?:\/([A-Za-z0-9.-]{1,64}))?$/;

/**
 * The handler of `GET …/Location?identifier=…`, `?_id=…` and `…/Location/<id>`, everything after the 401. It throws
 * FhirError when it refuses: 405, 404 path, 403 role (Q26), 400 header (Q7), 400 query, 406, 404.
 * Not served yet, and refused as such: other resources, other search parameters, includes, `/metadata`, `$export`.
 */
export function createReadHandler(
  dependencies: ReadDependencies,
): (request: IncomingRequest, caller: Caller) => Answer | Promise<Answer> {
  return (request, caller) => {
    const target = readTarget(request);
    requireConsumer(caller);
    requireRorHeaders(request, dependencies.settings());
    const parameters = readParameters(request.query);
    const format = readFormat(parameters, request.headers);
    if (target.id !== null) return readOne(dependencies.store, { id: target.id, parameters, format });
    const found = searchLocations(dependencies.store, parameters);
    const json = searchBundle(found, {
      base: baseUrl(request, target.service),
      self: `Location?${request.query}`,
      nowMs: request.nowMs,
    });
    return inFormat(json, format, []);
  };
}

function readTarget(request: IncomingRequest): { readonly service: string; readonly id: string | null } {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw refuse({
      code: 'read.method',
      status: 405,
      issue: 'not-supported',
      text: 'mock.read.method',
      detail: { expected: 'GET', seen: request.method.slice(0, 20), where: 'method' },
    });
  }
  const match = LOCATION_PATH.exec(request.path);
  if (match === null) {
    throw refuse({
      code: 'read.unknown-path',
      status: 404,
      issue: 'not-found',
      text: 'mock.read.unknown-path',
      detail: { expected: 'Location | Location/<id>', seen: request.path.slice(0, 200), where: 'path' },
    });
  }
  return { service: match[1] ?? '', id: match[2] ?? null };
}

/** Q26: a client_id has one role. */
function requireConsumer(caller: Caller): void {
  if (caller.role === 'consumer') return;
  throw refuse({
    code: 'read.role',
    status: 403,
    issue: 'forbidden',
    text: 'mock.read.role',
    detail: { requirement: 'ROR-READ-ROLE', expected: 'consumer', seen: caller.role, where: 'client_id' },
  });
}

function requireRorHeaders(request: IncomingRequest, settings: ReadSettings): void {
  const missing = ROR_HEADERS.filter((name) => !headerValues(request.headers, name).some((value) => value !== ''));
  if (missing.length === 0) return;
  const seen = missing.join(', ');
  throw refuse({
    code: 'read.ror-header-missing',
    status: settings.missingRorHeaderStatus,
    issue: 'required',
    text: 'mock.read.ror-header-missing',
    values: { seen },
    detail: { requirement: 'ROR-READ-HEADERS', expected: seen, seen: '—', where: missing[0] ?? '' },
  });
}

function readParameters(query: string): readonly QueryParameter[] {
  const reading = parseQuery(query);
  if (reading.ok) return reading.parameters;
  throw refuse({
    code: 'read.query-malformed',
    status: 400,
    issue: 'invalid',
    text: 'mock.read.query-malformed',
    values: { seen: reading.piece.slice(0, 200) },
    detail: { seen: reading.piece.slice(0, 200), where: 'query' },
  });
}

function readOne(
  store: SearchedStore,
  asked: { readonly id: string; readonly parameters: readonly QueryParameter[]; readonly format: ReadFormat },
): Answer | Promise<Answer> {
  const other = asked.parameters.find(({ name }) => name !== '_format');
  if (other !== undefined) {
    throw refuse({
      code: 'read.parameter-unknown',
      status: 400,
      issue: 'not-supported',
      text: 'mock.read.parameter-unknown',
      values: { seen: other.name.slice(0, 100) },
      detail: { expected: '_format', seen: other.name.slice(0, 100), where: 'query' },
    });
  }
  const location = store.findById(asked.id);
  if (location === undefined) {
    throw refuse({
      code: 'read.not-found',
      status: 404,
      issue: 'not-found',
      text: 'mock.read.not-found',
      values: { seen: asked.id },
      detail: { seen: asked.id, where: 'path' },
    });
  }
  return asked.format === 'json' ? oneInJson(location) : inFormat(location.text(), 'xml', versionHeaders(location));
}

function oneInJson(location: StoredLocation): Answer {
  return { status: 200, headers: versionHeaders(location), body: locationBody(location) };
}

function inFormat(json: string, format: ReadFormat, headers: Answer['headers']): Answer | Promise<Answer> {
  if (format === 'json') return { status: 200, headers, body: { kind: 'text', contentType: FHIR_JSON, text: json } };
  return toXml(json).then((text) => ({ status: 200, headers, body: { kind: 'text', contentType: FHIR_XML, text } }));
}

/** The address under which the client knows the service; a path when it did not say its name. */
function baseUrl(request: IncomingRequest, service: string): string {
  const [host = ''] = headerValues(request.headers, 'Host');
  return /^[A-Za-z0-9.:[\]-]{1,255}$/.test(host) ? `https://${host}${service}` : service;
}

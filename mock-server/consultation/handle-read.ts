import { FhirError } from '../../mev3/outcome.ts';
import type { Answer, Caller, IncomingRequest } from '../http/exchange.ts';
import { refusalAnswer } from '../http/refusal-answer.ts';
import { refuse } from '../refuse.ts';
import { ExportService } from './export/export-service.ts';
import { capabilityStatement } from './metadata.ts';
import { allowOnly, baseUrl, inFormat, readParameters } from './read-answer.ts';
import type { ReadRequest } from './read-answer.ts';
import { readFormat } from './read-format.ts';
import type { ReadFormat } from './read-format.ts';
import { routeRead } from './read-route.ts';
import type { ReadRoute } from './read-route.ts';
import type { ReadSettings } from './read-settings.ts';
import { requireRorHeaders } from './ror-headers.ts';
import { SearchService } from './search-service.ts';
import type { SearchSource } from './search/stored-resource.ts';
import { FHIR_XML, toXml } from './to-xml.ts';

/** What the consultation service works with. */
export interface ReadDependencies {
  readonly source: SearchSource;
  /** Present values, asked for at each request. */
  readonly settings: () => ReadSettings;
}

/** Parameters of the links between pages. */
const PAGE_PARAMETERS = ['_getpages', '_getpagesoffset', '_count', '_format', '_bundletype'];

/**
 * The handler of the consultation service, everything after the 401: read and search of the five resources, pages,
 * `metadata`, `$export`. It throws FhirError when it refuses, in this order: 405, 404 path, 403 role (Q26), 400 header
 * (Q7), 400 query, 406, 400 search, 404. A client that asked for XML gets the refusal in XML too.
 */
export function createReadHandler(
  dependencies: ReadDependencies,
): (request: IncomingRequest, caller: Caller) => Promise<Answer> {
  const search = new SearchService(dependencies.source, dependencies.settings);
  const services = { search, exports: new ExportService(search), settings: dependencies.settings };
  return async (request, caller) => {
    try {
      return await serve(request, caller, services);
    } catch (error) {
      if (!(error instanceof FhirError) || askedFormat(request) === 'json') throw error;
      return await inXml(error);
    }
  };
}

interface Services {
  readonly search: SearchService;
  readonly exports: ExportService;
  readonly settings: () => ReadSettings;
}

async function serve(request: IncomingRequest, caller: Caller, services: Services): Promise<Answer> {
  const { service, route } = routeRead(request);
  requireConsumer(caller);
  if (mustCarryHeaders(route, services.settings())) {
    requireRorHeaders(request, services.settings().missingRorHeaderStatus);
  }
  const parameters = readParameters(request.query);
  const { clientId, accessProfile } = caller;
  const format = readFormat(parameters, request.headers);
  const base = baseUrl(request.headers, service);
  return answerTo(route, { request, base, parameters, format, clientId, accessProfile }, services);
}

/** The five resources, on their own and on pages, need the headers; `metadata` does not; an export by its setting. */
function mustCarryHeaders({ kind }: ReadRoute, { exportRorHeaders }: ReadSettings): boolean {
  if (kind === 'metadata') return false;
  return kind.startsWith('export') ? exportRorHeaders === 'required' : true;
}

async function answerTo(route: ReadRoute, read: ReadRequest, { search, exports }: Services): Promise<Answer> {
  switch (route.kind) {
    case 'search':
      return search.search(route.type, read);
    case 'read':
      allowOnly(read.parameters, ['_format']);
      return search.read(route.type, route.id, read);
    case 'page':
      allowOnly(read.parameters, PAGE_PARAMETERS);
      return search.page(read);
    case 'metadata':
      allowOnly(read.parameters, ['_format']);
      return inFormat({ text: JSON.stringify(capabilityStatement(read.base)) }, read.format);
    case 'export':
      return exports.start(read);
    case 'export-status':
      return exports.status(read);
    default:
      return exports.file(route.job, route.file, read);
  }
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

/** The format of a refusal: JSON when what was asked for cannot be told. */
function askedFormat(request: IncomingRequest): ReadFormat {
  try {
    return readFormat(readParameters(request.query), request.headers);
  } catch {
    return 'json';
  }
}

async function inXml(error: FhirError): Promise<Answer> {
  const answer = refusalAnswer(error);
  if (answer === null || answer.body.kind !== 'text') throw error;
  const text = await toXml(answer.body.text);
  return { ...answer, body: { kind: 'text', contentType: FHIR_XML, text } };
}

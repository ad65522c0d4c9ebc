import type { HeaderLines } from '../../journal/entry.ts';
import { redactTarget } from '../../journal/redact.ts';
import { FHIR_JSON } from '../feed/success-answer.ts';
import { headerValues } from '../header-values.ts';
import type { Answer, IncomingRequest } from '../http/exchange.ts';
import { parseQuery } from '../query-string.ts';
import type { QueryParameter } from '../query-string.ts';
import { refuse } from '../refuse.ts';
import type { ReadFormat } from './read-format.ts';
import { FHIR_XML, toXml } from './to-xml.ts';

/** A JSON text to answer with. */
export interface JsonAnswer {
  readonly text: string;
  /** Shorter text for the journal. */
  readonly journalText?: string;
  readonly status?: number;
  readonly headers?: Answer['headers'];
}

/** The answer in the format that was asked for. */
export async function inFormat(answer: JsonAnswer, format: ReadFormat): Promise<Answer> {
  const { text, journalText, status = 200, headers = [] } = answer;
  const inForm = async (json: string): Promise<string> => (format === 'xml' ? toXml(json) : json);
  const kept = journalText === undefined ? {} : { journalText: await inForm(journalText) };
  const contentType = format === 'xml' ? FHIR_XML : FHIR_JSON;
  return { status, headers, body: { kind: 'text', contentType, text: await inForm(text), ...kept } };
}

/** The parameters of a query. @throws FhirError 400 when it cannot be decoded */
export function readParameters(query: string): readonly QueryParameter[] {
  const reading = parseQuery(query);
  if (reading.ok) return reading.parameters;
  const seen = redactTarget(`?${reading.piece}`).slice(1, 200);
  throw refuse({
    code: 'read.query-malformed',
    status: 400,
    issue: 'invalid',
    text: 'mock.read.query-malformed',
    values: { seen },
    detail: { seen, where: 'query' },
  });
}

/** The address under which the client knows the service; a path when it did not say its name. */
export function baseUrl(headers: HeaderLines, service: string): string {
  const [host = ''] = headerValues(headers, 'Host');
  return /^[A-Za-z0-9.:[\]-]{1,255}$/.test(host) ? `https://${host}${service}` : service;
}

/** A request with what was read of it. */
export interface ReadRequest {
  readonly request: IncomingRequest;
  /** Address of the service, no slash at the end. */
  readonly base: string;
  readonly parameters: readonly QueryParameter[];
  readonly format: ReadFormat;
  readonly clientId: string;
  /** 0 to 5. */
  readonly accessProfile: number;
}

/** Refuses every parameter but those named. @throws FhirError 400 */
export function allowOnly(parameters: readonly QueryParameter[], names: readonly string[]): void {
  const other = parameters.find(({ name }) => !names.includes(name));
  if (other === undefined) return;
  const seen = other.name.slice(0, 100);
  throw refuse({
    code: 'read.parameter-unknown',
    status: 400,
    issue: 'not-supported',
    text: 'consultation.parameter-unknown',
    values: { seen, expected: names.join(', '), where: seen },
    detail: { requirement: 'ROR-READ-SEARCH', expected: names.join(' | '), seen, where: 'query' },
  });
}

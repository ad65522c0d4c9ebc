import type { RefusalCause } from '../../journal/entry.ts';
import { LaneStoreError } from '../../journal/lane-store-error.ts';
import { createTranslate } from '../../messages/index.ts';
import type { MessageId } from '../../messages/index.ts';
import type { ErrorCode } from '../../messages/error-codes.ts';
import { mockMadeIssue } from '../../mev3/feed/mock-made-texts.ts';
import { FhirError, operationOutcome } from '../../mev3/outcome.ts';
import type { FurtherFault, IssueType, OutcomeIssue } from '../../mev3/outcome.ts';
import { OAuthError } from '../token/oauth-error.ts';
import type { Answer } from './exchange.ts';
import { STATUS_CODES } from './node-http.ts';
import { refusalCause } from './refusal.ts';

/** A request that the listener itself refuses, before or instead of a handler. */
export interface HttpRefusal {
  readonly status: number;
  readonly code: ErrorCode;
  readonly issue: IssueType;
  readonly text: MessageId;
  /** What the OperationOutcome says, instead of `issue` and `text`. */
  readonly issues?: readonly OutcomeIssue[];
  readonly detail?: Partial<Omit<RefusalCause, 'code'>>;
  readonly headers?: readonly (readonly [string, string])[];
}

/** How a listener words its refusals: OperationOutcome on the API, Keycloak's JSON on the authorization host. */
export interface Dialect {
  refuse(refusal: HttpRefusal): Answer;
  /** As for a token, or a client, that is not accepted. */
  unauthorized(refusal: HttpRefusal): Answer;
}

/** The ROR answers in French, whatever the language of the person at the console. */
const french = createTranslate('fr');

/** Content type of the API's answers. */
const FHIR_JSON = 'application/fhir+json;charset=UTF-8';

/** Headers of every Keycloak answer that some part of it gives. @see pki-and-oauth §4.2 */
export const SECURITY_HEADERS = [
  ['Referrer-Policy', 'no-referrer'],
  ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'SAMEORIGIN'],
  ['X-Robots-Tag', 'none'],
] as const;

/** Headers of every answer of the token endpoint. @see pki-and-oauth §4.2 */
export const KEYCLOAK_HEADERS = [['Cache-Control', 'no-store'], ['Pragma', 'no-cache'], ...SECURITY_HEADERS] as const;

/** What Keycloak says, whatever is wrong with a client. */
export const INVALID_CLIENT = 'Invalid client or Invalid client credentials';

/** Refusals of the API listener. */
export const fhirDialect: Dialect = {
  refuse: ({ status, code, issue, text, issues, detail, headers }) => ({
    status,
    headers: headers ?? [],
    body: outcomeBody(issues ?? [mockMadeIssue(issue, french(text))]),
    cause: refusalCause(code, detail),
  }),
  unauthorized: (refusal) =>
    fhirDialect.refuse({
      ...refusal,
      issue: 'login',
      text: 'mock.http.bearer-invalid',
      headers: [['WWW-Authenticate', 'Bearer realm="ror", error="invalid_token"']],
    }),
};

/** Refusals of the authorization listener. */
export const keycloakDialect: Dialect = {
  refuse: ({ status, code, detail, headers }) => ({
    status,
    headers: [...KEYCLOAK_HEADERS, ...(headers ?? [])],
    body: keycloakBody({ error: `HTTP ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd() }),
    cause: refusalCause(code, detail),
  }),
  unauthorized: ({ status, code, detail }) => ({
    status,
    headers: KEYCLOAK_HEADERS,
    body: keycloakBody({ error: 'invalid_client', error_description: INVALID_CLIENT }),
    cause: refusalCause(code, detail),
  }),
};

/** A JSON body as Keycloak sends it: compact, no charset. */
export function keycloakBody(value: Readonly<Record<string, unknown>>): Answer['body'] {
  return { kind: 'text', contentType: 'application/json', text: JSON.stringify(value) };
}

/** The answer to what a handler threw; null when it is no refusal but a bug of ours. */
export function refusalAnswer(error: unknown): Answer | null {
  if (error instanceof FhirError) return fhirAnswer(error);
  if (error instanceof OAuthError) return oauthAnswer(error);
  return null;
}

/** The answer when we broke: 500, the stack goes to the log only. */
export function bugAnswer(dialect: Dialect, code: 'http.bug' | 'http.not-recorded'): Answer {
  return dialect.refuse({ status: 500, code, issue: 'exception', text: 'mock.http.bug' });
}

/** The answer when the exchange cannot be recorded: 500, and nothing of it happened. */
export function notRecordedAnswer(dialect: Dialect, error: unknown): Answer {
  if (!(error instanceof LaneStoreError) || error.code !== 'store.disk-limit') {
    return bugAnswer(dialect, 'http.not-recorded');
  }
  return dialect.refuse({ status: 500, code: 'http.disk-limit', issue: 'exception', text: 'mock.http.disk-limit' });
}

function fhirAnswer(error: FhirError): Answer {
  const more = error.more.slice(0, MOST_FAULTS).map(causeOf);
  return {
    status: error.status,
    headers: [],
    body: outcomeBody(error.issues),
    cause: {
      ...causeOf({ code: error.code, ...error.detail }),
      ...(error.rule === null ? {} : { rule: error.rule }),
      ...(more.length === 0 ? {} : { more }),
    },
  };
}

/** Faults that the journal keeps beside the first: a body that is wrong throughout says the same over and over. */
const MOST_FAULTS = 20;

function causeOf({ code, ...detail }: FurtherFault): RefusalCause {
  const { requirement = null, expected = null, seen = null, where = null, near } = detail;
  return { code, requirement, expected, seen, where, ...(near === undefined ? {} : { near }) };
}

function oauthAnswer(error: OAuthError): Answer {
  const description = error.description === null ? {} : { error_description: error.description };
  return {
    status: error.status,
    headers: error.headers ?? KEYCLOAK_HEADERS,
    body: keycloakBody({ error: error.error, ...description }),
    caller: { clientId: error.clientId, role: null, token: null },
    cause: error.refusal,
  };
}

function outcomeBody(issues: readonly OutcomeIssue[]): Answer['body'] {
  return { kind: 'text', contentType: FHIR_JSON, text: JSON.stringify(operationOutcome(issues)) };
}

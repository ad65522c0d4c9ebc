import { SECURITY_HEADERS, keycloakBody } from '../http/refusal-answer.ts';
import { refusalCause } from '../http/refusal.ts';
import type { Answer, IncomingRequest } from '../http/exchange.ts';
import type { ErrorCode } from '../../messages/error-codes.ts';

/** Paths of the realm. @see pki-and-oauth §4.6 */
export const REALM_PATH = '/auth/realms/ror';
/** Path of the token endpoint. */
export const TOKEN_PATH = `${REALM_PATH}/protocol/openid-connect/token`;
/** Path where a token is asked about. */
export const INTROSPECTION_PATH = `${TOKEN_PATH}/introspect`;
/** Path of the description of the realm. */
export const DISCOVERY_PATH = `${REALM_PATH}/.well-known/openid-configuration`;
/** Path of the published signing keys. */
export const CERTS_PATH = `${REALM_PATH}/protocol/openid-connect/certs`;

/** The method that each path of the realm takes. */
const METHODS: ReadonlyMap<string, string> = new Map([
  [TOKEN_PATH, 'POST'],
  [INTROSPECTION_PATH, 'POST'],
  [CERTS_PATH, 'GET'],
  [DISCOVERY_PATH, 'GET'],
  [REALM_PATH, 'GET'],
]);

/**
 * What Keycloak says at an address it does not serve. Below a realm there is an answer of its own for another realm, another protocol, and the
 * rest (another method too); elsewhere nothing of Keycloak is reached, and its headers are missing too.
 * @see pki-and-oauth §4.2 last rows
 */
export function answerUnknown(request: IncomingRequest): Answer {
  const { path, method } = request;
  const [, realm, protocol] = /^\/auth\/realms\/([^/]+)(?:\/protocol\/([^/]+))?/.exec(path) ?? [];
  const expected = METHODS.get(path);
  const unknownPath = { expected: TOKEN_PATH, seen: path };
  if (realm === undefined) {
    const answer = notFound('Unable to find matching target resource method', 'token.unknown-path', unknownPath);
    return { ...answer, headers: [] };
  }
  if (realm !== 'ror') return notFound('Realm does not exist', 'token.unknown-realm', { expected: 'ror', seen: realm });
  if (expected !== undefined) return notFound(NOT_FOUND, 'token.wrong-method', { expected, seen: method });
  const isOtherProtocol = protocol !== undefined && protocol !== 'openid-connect';
  return notFound(isOtherProtocol ? 'Protocol not found' : NOT_FOUND, 'token.unknown-path', unknownPath);
}

const NOT_FOUND = 'HTTP 404 Not Found';

function notFound(error: string, code: ErrorCode, detail: { expected: string; seen: string }): Answer {
  return { status: 404, headers: SECURITY_HEADERS, body: keycloakBody({ error }), cause: refusalCause(code, detail) };
}

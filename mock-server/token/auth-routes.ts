import { KEYCLOAK_HEADERS, keycloakBody } from '../http/refusal-answer.ts';
import { refusalCause } from '../http/refusal.ts';
import type { Answer, IncomingRequest } from '../http/exchange.ts';
import type { ErrorCode } from '../../messages/error-codes.ts';

/** Paths of the realm. @see pki-and-oauth §4.6 */
export const REALM_PATH = '/auth/realms/ror';
/** Path of the token endpoint. */
export const TOKEN_PATH = `${REALM_PATH}/protocol/openid-connect/token`;
/** Path of the published signing keys. */
export const CERTS_PATH = `${REALM_PATH}/protocol/openid-connect/certs`;

/** What Keycloak says at an address it does not serve: another realm, another path, another method. @see §4.2 last rows */
export function answerUnknown(request: IncomingRequest): Answer {
  const realm = /^\/auth\/realms\/([^/]+)/.exec(request.path)?.[1];
  if (realm !== undefined && realm !== 'ror') {
    return notFound('Realm does not exist', 'token.unknown-realm', { expected: 'ror', seen: realm });
  }
  if (request.path === TOKEN_PATH || request.path === CERTS_PATH) {
    const expected = request.path === TOKEN_PATH ? 'POST' : 'GET';
    const seen = request.method;
    return notFound('Unable to find matching target resource method', 'token.wrong-method', { expected, seen });
  }
  return notFound('HTTP 404 Not Found', 'token.unknown-path', { expected: TOKEN_PATH, seen: request.path });
}

function notFound(error: string, code: ErrorCode, detail: { expected: string; seen: string }): Answer {
  return { status: 404, headers: KEYCLOAK_HEADERS, body: keycloakBody({ error }), cause: refusalCause(code, detail) };
}

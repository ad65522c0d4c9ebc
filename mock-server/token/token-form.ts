import { refusalCause } from '../http/refusal.ts';
import { headerValue } from '../http/read-request.ts';
import type { IncomingRequest } from '../http/exchange.ts';
import { OAuthError } from './oauth-error.ts';

/** The parameters of a token request that matter, but for what proves who the client is. */
export interface TokenForm {
  readonly grantType: 'client_credentials' | 'password';
  readonly scope: string | null;
}

const FORM = 'application/x-www-form-urlencoded';

/**
 * Reads a token request: everything that Keycloak refuses before it asks who the client is. `clientId`: who it says it is, for the journal.
 * @throws OAuthError in Keycloak's words
 * @see pki-and-oauth §4.1 step 1
 */
export function readTokenForm(form: URLSearchParams, clientId: string | null): TokenForm {
  refuseDuplicates(form);
  return { grantType: readGrant(form.get('grant_type'), clientId), scope: form.get('scope') };
}

/** The body of a request as a form. @throws OAuthError 413 or 415 */
export function readForm(request: IncomingRequest): URLSearchParams {
  if (request.bodyTooLarge) {
    throw plain(413, 'HTTP 413 Request Entity Too Large', refusalCause('http.body-too-large', { where: 'body' }));
  }
  const contentType = headerValue(request.headers, 'content-type');
  if (contentType === null || contentType.split(';', 1)[0]?.trim().toLowerCase() !== FORM) {
    const cause = refusalCause('token.media-type', { expected: FORM, seen: contentType, where: 'Content-Type' });
    throw plain(415, 'HTTP 415 Unsupported Media Type', cause);
  }
  return new URLSearchParams(request.body.toString('utf8'));
}

/** Refuses a form in which a parameter stands twice. @throws OAuthError */
export function refuseDuplicates(form: URLSearchParams): void {
  const seen = new Set<string>();
  for (const name of form.keys()) {
    if (seen.has(name)) {
      throw new OAuthError({
        status: 400,
        error: 'invalid_request',
        description: 'duplicated parameter',
        refusal: refusalCause('token.duplicated-parameter', { seen: name, where: name }),
        clientId: form.get('client_id'),
      });
    }
    seen.add(name);
  }
}

function readGrant(grant: string | null, clientId: string | null): TokenForm['grantType'] {
  const expected = 'client_credentials';
  if (grant === null) {
    throw new OAuthError({
      status: 400,
      error: 'invalid_request',
      description: 'Missing form parameter: grant_type',
      refusal: refusalCause('token.grant-missing', { expected, where: 'grant_type' }),
      clientId,
    });
  }
  if (grant === 'client_credentials' || grant === 'password') return grant;
  throw new OAuthError({
    status: 400,
    error: 'unsupported_grant_type',
    description: 'Unsupported grant_type',
    refusal: refusalCause('token.grant-unsupported', { expected, seen: grant, where: 'grant_type' }),
    clientId,
  });
}

function plain(status: number, error: string, refusal: OAuthError['refusal']): OAuthError {
  return new OAuthError({ status, error, description: null, refusal });
}

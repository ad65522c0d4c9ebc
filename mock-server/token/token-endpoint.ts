import { thumbprint } from '../../journal/redact.ts';
import type { Connection } from '../http/connection.ts';
import type { Answer, IncomingRequest } from '../http/exchange.ts';
import { refusalCause } from '../http/refusal.ts';
import { KEYCLOAK_HEADERS, keycloakBody, SECURITY_HEADERS } from '../http/refusal-answer.ts';
import type { Participant } from '../mock-ror.ts';
import { issueAccessToken } from './access-token.ts';
import type { AuthenticateClient } from './authenticate-client.ts';
import { readClientCredentials } from './client-credentials.ts';
import type { IssuedRights } from './issued-rights.ts';
import { OAuthError } from './oauth-error.ts';
import type { PublishedKey } from './published-keys.ts';
import type { SigningKey } from './signing-key.ts';
import { bindingOf } from './token-binding.ts';
import { readForm, readTokenForm } from './token-form.ts';
import type { TokenForm } from './token-form.ts';

/** What the token endpoint works with. */
export interface TokenEndpointDeps {
  readonly authenticate: AuthenticateClient;
  readonly key: () => Promise<SigningKey>;
  readonly rights: IssuedRights;
  /** `https://<auth host>/auth/realms/ror`. */
  readonly issuer: () => string;
  readonly settings: () => { readonly tokenLifetimeS: number; readonly tokenBinding: 'none' | 'certificate' };
}

/** Scopes that every client of the realm has. */
const SCOPES = ['profile', 'email'];
const KNOWN_SCOPES = new Set([...SCOPES, 'openid']);

/**
 * `POST …/protocol/openid-connect/token`: client credentials, for a client that proved who it is.
 * @see pki-and-oauth §4.1, §4.2, §4.4
 */
export function createTokenEndpoint(deps: TokenEndpointDeps) {
  return async (request: IncomingRequest, connection: Connection): Promise<Answer> => {
    const form = readForm(request);
    const credentials = readClientCredentials(form, request);
    const { clientId } = credentials;
    const { grantType, scope: asked } = readTokenForm(form, clientId);
    const { participant, listed } = deps.authenticate({ credentials, request, connection });
    const scope = grantScope({ grantType, scope: asked, clientId });
    const { tokenLifetimeS, tokenBinding } = deps.settings();
    const grant = {
      clientId: participant.clientId,
      subjectDn: listed.subjectDn,
      clientAddress: connection.remote.address,
      scope,
      issuer: deps.issuer(),
      nowMs: request.nowMs,
      lifetimeS: tokenLifetimeS,
      boundTo: tokenBinding === 'certificate' ? bindingTo(connection, participant) : null,
    };
    const token = await issueAccessToken(grant, await deps.key());
    const print = thumbprint(token);
    deps.rights.remember(print, listed.establishments);
    return success(token, { print, scope, tokenLifetimeS, participant });
  };
}

function bindingTo({ tls }: Connection, { clientId }: Participant): string {
  if (tls.peer !== null) return bindingOf(tls.peer.sha256);
  throw new OAuthError({
    status: 400,
    error: 'invalid_request',
    description: 'Client Certification missing for MTLS HoK Token Binding',
    refusal: refusalCause('token.binding-impossible', { expected: 'a client certificate', seen: 'none' }),
    clientId,
  });
}

function grantScope({ grantType, scope, clientId }: TokenForm & { clientId: string | null }): string {
  if (grantType === 'password') {
    throw new OAuthError({
      status: 400,
      error: 'unauthorized_client',
      description: 'Client not allowed for direct access grants',
      refusal: refusalCause('token.grant-not-allowed', { expected: 'client_credentials', seen: grantType }),
      clientId,
    });
  }
  const asked = (scope ?? '').split(' ').filter((word) => word !== '');
  if (asked.some((word) => !KNOWN_SCOPES.has(word))) {
    throw new OAuthError({
      status: 400,
      error: 'invalid_scope',
      description: `Invalid scopes: ${scope ?? ''}`,
      refusal: refusalCause('token.scope-invalid', {
        expected: [...KNOWN_SCOPES].join(' '),
        seen: scope,
        where: 'scope',
      }),
      clientId,
    });
  }
  return (asked.includes('openid') ? ['openid', ...SCOPES] : SCOPES).join(' ');
}

function success(
  token: string,
  facts: { print: string; scope: string; tokenLifetimeS: number; participant: Participant },
): Answer {
  const make = (shown: string): Record<string, unknown> => ({
    access_token: shown,
    expires_in: facts.tokenLifetimeS,
    refresh_expires_in: 0,
    token_type: 'Bearer',
    'not-before-policy': 0,
    scope: facts.scope,
  });
  const { clientId, role } = facts.participant;
  return {
    status: 200,
    headers: KEYCLOAK_HEADERS,
    body: {
      kind: 'text',
      contentType: 'application/json',
      text: JSON.stringify(make(token)),
      journalText: JSON.stringify(make(`[sha256:${facts.print.slice(0, 16)}]`)),
    },
    caller: { clientId, role, token: facts.print },
  };
}

/** `GET …/protocol/openid-connect/certs`. @see pki-and-oauth §4.6 */
export function createCertsEndpoint(published: () => Promise<readonly PublishedKey[]>) {
  return async (): Promise<Answer> => {
    const keys = await published();
    const headers = [['Cache-Control', 'no-cache'], ...SECURITY_HEADERS] as const;
    return { status: 200, headers, body: keycloakBody({ keys }) };
  };
}

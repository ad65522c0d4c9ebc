import { thumbprint } from '../../journal/redact.ts';
import type { RefusalCause } from '../../journal/entry.ts';
import type { Connection } from '../http/connection.ts';
import type { Answer, IncomingRequest } from '../http/exchange.ts';
import { refusalCause } from '../http/refusal.ts';
import { KEYCLOAK_HEADERS, keycloakBody } from '../http/refusal-answer.ts';
import type { Participant } from '../mock-ror.ts';
import { notAdmitted } from '../trust/admission.ts';
import type { CheckCertificate } from '../trust/check-certificate.ts';
import type { Participants } from '../trust/participants.ts';
import { findListed, notListed } from '../trust/white-list.ts';
import type { DnMatch, ListedCertificate } from '../trust/white-list.ts';
import { issueAccessToken } from './access-token.ts';
import type { IssuedRights } from './issued-rights.ts';
import { OAuthError } from './oauth-error.ts';
import type { SigningKey } from './signing-key.ts';
import { readTokenForm } from './token-form.ts';
import type { TokenForm } from './token-form.ts';

/** What the token endpoint works with. */
export interface TokenEndpointDeps {
  readonly participants: Participants;
  readonly checkCertificate: CheckCertificate;
  readonly key: () => Promise<SigningKey>;
  readonly rights: IssuedRights;
  /** `https://<auth host>/auth/realms/ror`. */
  readonly issuer: () => string;
  readonly settings: () => { readonly dnMatch: DnMatch; readonly tokenLifetimeS: number };
}

/** Scopes that every client of the realm has. */
const SCOPES = ['profile', 'email'];
const KNOWN_SCOPES = new Set([...SCOPES, 'openid']);

/**
 * `POST …/protocol/openid-connect/token`: client credentials, authenticated by the certificate of the connection. From outside,
 * no certificate, a wrong one, an unknown and a disabled client all look the same; the journal says which it was.
 * @see pki-and-oauth §4.1, §4.2, §4.4
 */
export function createTokenEndpoint(deps: TokenEndpointDeps) {
  return async (request: IncomingRequest, connection: Connection): Promise<Answer> => {
    const form = readTokenForm(request);
    const { participant, listed } = authenticate(deps, { form, request, connection });
    const scope = grantScope(form);
    const { tokenLifetimeS } = deps.settings();
    const grant = {
      clientId: participant.clientId,
      subjectDn: listed.subjectDn,
      clientAddress: connection.remote.address,
      scope,
      issuer: deps.issuer(),
      nowMs: request.nowMs,
      lifetimeS: tokenLifetimeS,
    };
    const token = await issueAccessToken(grant, await deps.key());
    const print = thumbprint(token);
    deps.rights.remember(print, listed.establishments);
    return success(token, { print, scope, tokenLifetimeS, participant });
  };
}

interface Attempt {
  readonly form: TokenForm;
  readonly request: IncomingRequest;
  readonly connection: Connection;
}

function authenticate(
  deps: TokenEndpointDeps,
  { form, request, connection }: Attempt,
): { participant: Participant; listed: ListedCertificate } {
  const fault = deps.checkCertificate(connection, request.nowMs);
  if (fault !== null) {
    const isSecretInstead = form.hasSecret && fault.code === 'trust.no-certificate';
    throw invalidClient(isSecretInstead ? { ...fault, seen: 'client_secret' } : fault, form.clientId);
  }
  const participant = findClient(deps.participants, form.clientId);
  const closed = notAdmitted(participant, request.nowMs);
  if (closed !== null) throw invalidClient(refusalCause(closed.code, closed), form.clientId);
  const { dnMatch } = deps.settings();
  const subjectDn = connection.tls.peer?.subjectDn ?? '';
  const listed = findListed(participant, subjectDn, dnMatch);
  if (listed === undefined) throw invalidClient(notListed(participant, subjectDn, dnMatch), form.clientId);
  return { participant, listed };
}

function findClient(participants: Participants, clientId: string | null): Participant {
  if (clientId === null || clientId === '') {
    throw invalidClient(refusalCause('token.client-id-missing', { where: 'client_id' }), clientId);
  }
  const participant = participants.byClientId(clientId);
  if (participant === undefined) {
    const cause = { expected: participants.clientIds().join(', '), seen: clientId, where: 'client_id' };
    throw invalidClient(refusalCause('trust.client-unknown', cause), clientId);
  }
  return participant;
}

function invalidClient(refusal: RefusalCause, clientId: string | null): OAuthError {
  return new OAuthError({
    status: 401,
    error: 'invalid_client',
    description: 'Invalid client or Invalid client credentials',
    refusal,
    clientId,
  });
}

function grantScope({ grantType, scope, clientId }: TokenForm): string {
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
export function createCertsEndpoint(key: () => Promise<SigningKey>) {
  return async (): Promise<Answer> => {
    const { jwk } = await key();
    const headers = [['Cache-Control', 'no-cache'], ...KEYCLOAK_HEADERS.slice(2)] as const;
    return { status: 200, headers, body: keycloakBody({ keys: [jwk] }) };
  };
}

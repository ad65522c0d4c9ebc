import { decodeJwt } from 'jose/jwt/decode';
import { thumbprint } from '../../journal/redact.ts';
import type { Connection } from '../http/connection.ts';
import type { Answer, IncomingRequest } from '../http/exchange.ts';
import { refusalCause } from '../http/refusal.ts';
import { keycloakBody, SECURITY_HEADERS } from '../http/refusal-answer.ts';
import { notAdmitted } from '../trust/admission.ts';
import type { Participants } from '../trust/participants.ts';
import type { AuthenticateClient } from './authenticate-client.ts';
import { readClientCredentials } from './client-credentials.ts';
import type { EarlyEnds } from './early-ends.ts';
import { OAuthError } from './oauth-error.ts';
import { readForm, refuseDuplicates } from './token-form.ts';
import { notAlive } from './token-life.ts';
import type { VerifiedTokens } from './verified-tokens.ts';

/** What the introspection of tokens works with. */
export interface IntrospectionDeps {
  readonly authenticate: AuthenticateClient;
  readonly participants: Participants;
  readonly tokens: VerifiedTokens;
  readonly earlyEnds: EarlyEnds;
}

const HEADERS = [['Cache-Control', 'no-cache'], ...SECURITY_HEADERS] as const;

/**
 * `POST …/protocol/openid-connect/token/introspect`: what a token says while it counts, to a client that proves who it is. Whatever is wrong with
 * the token, the answer is the same.
 * @see pki-and-oauth §4.6
 */
export function createIntrospection(deps: IntrospectionDeps) {
  return async (request: IncomingRequest, connection: Connection): Promise<Answer> => {
    const { form, clientId } = authenticated(deps.authenticate, request, connection);
    const token = form.get('token');
    if (token === null || token === '') throw notProvided(clientId);
    const print = thumbprint(token);
    const claims = await claimsOf(deps, { token, print, nowMs: request.nowMs });
    const isFor = claims !== null && (claims['azp'] === clientId || claims['aud'] === clientId);
    const body = keycloakBody(isFor ? active(claims) : { active: false });
    return { status: 200, headers: HEADERS, body, caller: { clientId, role: null, token: print } };
  };
}

type Claims = Readonly<Record<string, unknown>>;

function authenticated(
  authenticate: AuthenticateClient,
  request: IncomingRequest,
  connection: Connection,
): { form: URLSearchParams; clientId: string } {
  try {
    const form = readForm(request);
    const credentials = readClientCredentials(form, request);
    const { participant } = authenticate({ credentials, request, connection });
    refuseDuplicates(form);
    return { form, clientId: participant.clientId };
  } catch (error) {
    throw error instanceof OAuthError ? error.with(SECURITY_HEADERS) : error;
  }
}

function notProvided(clientId: string): OAuthError {
  return new OAuthError({
    status: 400,
    error: 'invalid_request',
    description: 'Token not provided.',
    refusal: refusalCause('token.token-missing', { expected: 'token', where: 'token' }),
    clientId,
  }).with(SECURITY_HEADERS);
}

async function claimsOf(
  { tokens, earlyEnds, participants }: IntrospectionDeps,
  { token, print, nowMs }: { token: string; print: string; nowMs: number },
): Promise<Claims | null> {
  const verified = await tokens.verify(token, print);
  if (verified === null || notAlive(verified, nowMs, earlyEnds.of(print)) !== null) return null;
  const holder = participants.byClientId(verified.clientId);
  if (holder === undefined || notAdmitted(holder, nowMs) !== null) return null;
  return decodeJwt(token);
}

function active(claims: Claims): Claims {
  const { azp, preferred_username: username } = claims;
  return { ...claims, client_id: azp, username, token_type: 'Bearer', active: true };
}

import { timingSafeEqual } from 'node:crypto';
import { thumbprint } from '../../journal/redact.ts';
import type { RefusalCause } from '../../journal/entry.ts';
import type { Connection } from '../http/connection.ts';
import type { IncomingRequest } from '../http/exchange.ts';
import { refusalCause } from '../http/refusal.ts';
import type { Participant } from '../mock-ror.ts';
import { notAdmitted } from '../trust/admission.ts';
import type { CheckCertificate } from '../trust/check-certificate.ts';
import type { Participants } from '../trust/participants.ts';
import { findListed, notListed } from '../trust/white-list.ts';
import type { DnMatch, ListedCertificate } from '../trust/white-list.ts';
import type { ClientCredentials } from './client-credentials.ts';
import { clientRefused } from './client-dialect.ts';
import type { ClientFault, TokenDialect } from './client-dialect.ts';
import { OAuthError } from './oauth-error.ts';

/** What the authentication of a client works with. */
export interface ClientAuthenticationDeps {
  readonly participants: Participants;
  readonly checkCertificate: CheckCertificate;
  readonly settings: () => { readonly dnMatch: DnMatch; readonly tokenDialect: TokenDialect };
}

/** A client that proved who it is. */
export interface AuthenticatedClient {
  readonly participant: Participant;
  /** The line of the white list that let it in; for a client with a secret, one without name and without establishments. */
  readonly listed: ListedCertificate;
}

/** What a client asks with. */
export interface ClientAttempt {
  readonly credentials: ClientCredentials;
  readonly request: IncomingRequest;
  readonly connection: Connection;
}

/** Tells which client asks. @throws OAuthError in the words of the dialect */
export type AuthenticateClient = (attempt: ClientAttempt) => AuthenticatedClient;

/**
 * Authenticates as Keycloak does: the client is looked up, then let in or not, and only then the one thing that this client proves itself by
 * counts: its secret (access profile 0 alone may have one), else the certificate of its connection. From outside nearly all refusals look the
 * same; the journal says which it was.
 * @see pki-and-oauth §4.1
 */
export function createClientAuthentication(deps: ClientAuthenticationDeps): AuthenticateClient {
  return (attempt) => {
    const { clientId } = attempt.credentials;
    const refuse = (fault: ClientFault, refusal: RefusalCause): OAuthError =>
      clientRefused(deps.settings().tokenDialect, fault, { refusal, clientId });
    const participant = findClient(deps.participants, clientId, refuse);
    const closed = notAdmitted(participant, attempt.request.nowMs);
    if (closed !== null) {
      const fault = closed.code === 'trust.client-suspended' ? 'disabled' : 'other';
      throw refuse(fault, refusalCause(closed.code, closed));
    }
    const listed = hasSecret(participant)
      ? bySecret(participant, attempt, refuse)
      : byCertificate(deps, { participant, attempt, refuse });
    return { participant, listed };
  };
}

type Refuse = (fault: ClientFault, refusal: RefusalCause) => OAuthError;

function findClient(participants: Participants, clientId: string | null, refuse: Refuse): Participant {
  if (clientId === null || clientId === '') {
    throw refuse('unknown', refusalCause('token.client-id-missing', { where: 'client_id' }));
  }
  const participant = participants.byClientId(clientId);
  if (participant !== undefined) return participant;
  const expected = participants.clientIds().join(', ');
  throw refuse('unknown', refusalCause('trust.client-unknown', { expected, seen: clientId, where: 'client_id' }));
}

/** Only access profile 0 is allowed one; without it, and without any certificate to be known by, it is half configured. */
function hasSecret({ accessProfile, clientSecretSha256, certificates }: Participant): boolean {
  return accessProfile === 0 && (clientSecretSha256 !== undefined || certificates.length === 0);
}

const BY_SECRET: ListedCertificate = { subjectDn: '', establishments: [] };

function bySecret(participant: Participant, { credentials }: ClientAttempt, refuse: Refuse): ListedCertificate {
  const { clientSecretSha256, clientId } = participant;
  if (clientSecretSha256 === undefined) {
    throw new OAuthError({
      status: 400,
      error: 'unauthorized_client',
      description: 'Client credentials setup required',
      refusal: refusalCause('token.half-configured', { expected: 'clientSecretSha256', where: clientId }),
      clientId,
    });
  }
  const { secret, secretIn } = credentials;
  if (secret === null) {
    const cause = { expected: 'client_secret', seen: 'none', where: 'client_secret' };
    throw refuse('secret', refusalCause('token.secret-missing', cause));
  }
  const isRight = timingSafeEqual(Buffer.from(clientSecretSha256), Buffer.from(thumbprint(secret)));
  if (isRight) return BY_SECRET;
  throw refuse('secret', refusalCause('token.secret-wrong', { where: secretIn }));
}

function byCertificate(
  { checkCertificate, settings }: ClientAuthenticationDeps,
  { participant, attempt, refuse }: { participant: Participant; attempt: ClientAttempt; refuse: Refuse },
): ListedCertificate {
  const { connection, request, credentials } = attempt;
  const fault = checkCertificate(connection, request.nowMs);
  if (fault !== null) {
    const isSecretInstead = credentials.secret !== null && fault.code === 'trust.no-certificate';
    throw refuse('other', isSecretInstead ? secretNotAllowed(participant, credentials) : fault);
  }
  const { dnMatch } = settings();
  const subjectDn = connection.tls.peer?.subjectDn ?? '';
  const listed = findListed(participant, subjectDn, dnMatch);
  if (listed !== undefined) return listed;
  throw refuse('other', notListed(participant, subjectDn, dnMatch));
}

function secretNotAllowed({ accessProfile }: Participant, { secretIn }: ClientCredentials): RefusalCause {
  const seen = `a secret, access profile ${accessProfile}`;
  return refusalCause('token.secret-not-allowed', { expected: 'a client certificate', seen, where: secretIn });
}

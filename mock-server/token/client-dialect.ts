import type { RefusalCause } from '../../journal/entry.ts';
import { INVALID_CLIENT } from '../http/refusal-answer.ts';
import { OAuthError } from './oauth-error.ts';

/** Which Keycloak answers: since 20 (`modern`), or before (`legacy`). @see pki-and-oauth §4.2, §4.3 */
export type TokenDialect = 'modern' | 'legacy';

/** What Keycloak takes a client that it does not let in for: not known, disabled, with another secret, or anything else. */
export type ClientFault = 'unknown' | 'disabled' | 'secret' | 'other';

interface ClientAnswer {
  readonly status: number;
  readonly error: string;
  readonly description: string;
}

const LEGACY = 'Invalid client credentials';

const ANSWERS: Readonly<Record<TokenDialect, Readonly<Record<ClientFault, ClientAnswer>>>> = {
  modern: {
    unknown: { status: 401, error: 'invalid_client', description: INVALID_CLIENT },
    disabled: { status: 401, error: 'invalid_client', description: INVALID_CLIENT },
    secret: { status: 401, error: 'unauthorized_client', description: INVALID_CLIENT },
    other: { status: 401, error: 'invalid_client', description: INVALID_CLIENT },
  },
  legacy: {
    unknown: { status: 400, error: 'invalid_client', description: LEGACY },
    disabled: { status: 400, error: 'unauthorized_client', description: LEGACY },
    secret: { status: 401, error: 'unauthorized_client', description: 'Invalid client secret' },
    other: { status: 400, error: 'unauthorized_client', description: LEGACY },
  },
};

/** The refusal of a client in the words of a dialect; the cause is for the journal alone. */
export function clientRefused(
  dialect: TokenDialect,
  fault: ClientFault,
  cause: { readonly refusal: RefusalCause; readonly clientId: string | null },
): OAuthError {
  return new OAuthError({ ...ANSWERS[dialect][fault], ...cause });
}

import type { RefusalCause } from '../../journal/entry.ts';

/**
 * The one error of the token boundary: http/ turns it into Keycloak's JSON. `error` and `description` are what the
 * client reads; `cause` says why, for the journal only (from outside most refusals look the same on purpose).
 */
export class OAuthError extends Error {
  readonly status: number;
  readonly error: string;
  readonly description: string | null;
  readonly refusal: RefusalCause;
  /** The client that was named, when there was one. */
  readonly clientId: string | null;

  constructor(init: {
    status: number;
    error: string;
    description: string | null;
    refusal: RefusalCause;
    clientId?: string | null;
  }) {
    super(init.description ?? init.error);
    this.name = 'OAuthError';
    this.status = init.status;
    this.error = init.error;
    this.description = init.description;
    this.refusal = init.refusal;
    this.clientId = init.clientId ?? null;
  }
}

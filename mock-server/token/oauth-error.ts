import type { HeaderLines, RefusalCause } from '../../journal/entry.ts';

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
  /** In place of those of the token endpoint; null: those. */
  readonly headers: HeaderLines | null;

  constructor(init: {
    status: number;
    error: string;
    description: string | null;
    refusal: RefusalCause;
    clientId?: string | null;
    headers?: HeaderLines;
  }) {
    super(init.description ?? init.error);
    this.name = 'OAuthError';
    this.status = init.status;
    this.error = init.error;
    this.description = init.description;
    this.refusal = init.refusal;
    this.clientId = init.clientId ?? null;
    this.headers = init.headers ?? null;
  }

  /** The same with other headers. */
  with(headers: HeaderLines): OAuthError {
    const { status, error, description, refusal, clientId } = this;
    return new OAuthError({ status, error, description, refusal, clientId, headers });
  }
}

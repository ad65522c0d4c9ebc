import { headerValues } from '../header-values.ts';
import type { IncomingRequest } from '../http/exchange.ts';

/** Who a client says it is. The secret leaves this process in no way: the journal has a thumbprint of it. */
export interface ClientCredentials {
  readonly clientId: string | null;
  readonly secret: string | null;
  /** Where the secret stood, for whoever must mend it; null when there is none. */
  readonly secretIn: 'client_secret' | 'Authorization' | null;
}

/**
 * The credentials of a request to the authorization server, as Keycloak looks for them: the form counts before HTTP Basic, and the query is for
 * the client_id alone.
 * @see pki-and-oauth §4.1, §8.4
 */
export function readClientCredentials(form: URLSearchParams, request: IncomingRequest): ClientCredentials {
  const basic = readBasic(headerValues(request.headers, 'authorization')[0]);
  const inQuery = new URLSearchParams(request.query).get('client_id');
  const clientId = form.get('client_id') ?? basic?.clientId ?? inQuery;
  const inForm = form.get('client_secret');
  if (inForm !== null) return { clientId, secret: inForm, secretIn: 'client_secret' };
  return basic === null
    ? { clientId, secret: null, secretIn: null }
    : { clientId, secret: basic.secret, secretIn: 'Authorization' };
}

/** RFC 6749 §2.3.1: both halves are form-encoded first. Null for what is no Basic header. */
function readBasic(header: string | undefined): { clientId: string; secret: string } | null {
  const encoded = /^basic +([a-z\d+/=_-]+) *$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon === -1) return null;
  return { clientId: formDecoded(text.slice(0, colon)), secret: formDecoded(text.slice(colon + 1)) };
}

/** As it stands when it is not encoded: many clients do not. */
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

import { FhirError } from '../../mev3/outcome.ts';
import type { BearerResult } from '../token/bearer.ts';
import type { SharedContext } from './auth-listener.ts';
import { createApp } from './create-app.ts';
import type { Answer, Caller, IncomingRequest } from './exchange.ts';
import { createListener } from './listen.ts';
import type { Listener, TlsMaterial } from './listen.ts';
import { fhirDialect, refusalAnswer } from './refusal-answer.ts';
import type { ExchangeContext, Handle } from './turn.ts';

/** Base paths of the two services of the API host. @see feed API §1 */
export const FEED_PATH = '/ws-synchro-dispo-lits-fhir';
/** The consultation service. */
export const READ_PATH = '/ws-diffusion-fhir';

/** A service behind the bearer check. */
export type Service = (request: IncomingRequest, caller: Caller) => Answer | Promise<Answer>;

/** What the API host serves. */
export interface ApiHandlers {
  readonly bearer: (request: IncomingRequest) => BearerResult | Promise<BearerResult>;
  readonly feed: Service;
  readonly read: Service;
}

/** The API host: a bearer token, no client certificate asked (one that is sent is ignored: Q24). */
export function createApiListener(
  shared: SharedContext,
  material: Omit<TlsMaterial, 'clientCa'>,
  { bearer, feed, read }: ApiHandlers,
): Listener {
  const context: ExchangeContext = { ...shared, listener: 'api', dialect: fhirDialect, checkCertificate: null };
  const routes = [
    { method: 'patch', path: `${FEED_PATH}/Location`, handle: guarded(bearer, feed) },
    { method: null, path: FEED_PATH, handle: guarded(bearer, notFed) },
    { method: null, path: READ_PATH, handle: guarded(bearer, read) },
  ] as const;
  return createListener(context, { ...material, clientCa: null }, createApp(context, routes, unknownPath));
}

/** 401 comes before everything that a service may find (Q35); the journal knows the caller of a refusal too. */
function guarded(bearer: ApiHandlers['bearer'], service: Service): Handle {
  return async (request) => {
    const { caller, refused } = await bearer(request);
    if (caller === null) return refused;
    const { clientId, role, token } = caller;
    try {
      const answer = await service(request, caller);
      return { caller: { clientId, role, token }, ...answer };
    } catch (error) {
      const refusal = error instanceof FhirError ? refusalAnswer(error) : null;
      if (refusal === null) throw error;
      return { ...refusal, caller: { clientId, role, token } };
    }
  };
}

/** The feed service takes one request only. */
function notFed(request: IncomingRequest): Answer {
  if (request.path !== `${FEED_PATH}/Location`) return unknownPath(request);
  return fhirDialect.refuse({
    status: 405,
    code: 'http.wrong-method',
    issue: 'not-supported',
    text: 'mock.http.wrong-method',
    detail: { expected: 'PATCH', seen: request.method, where: 'method' },
    headers: [['Allow', 'PATCH']],
  });
}

function unknownPath(request: IncomingRequest): Answer {
  return fhirDialect.refuse({
    status: 404,
    code: 'http.unknown-path',
    issue: 'not-found',
    text: 'mock.http.unknown-path',
    detail: { expected: `${FEED_PATH}/Location | ${READ_PATH}/…`, seen: request.path, where: 'url' },
  });
}

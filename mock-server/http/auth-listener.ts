import {
  answerUnknown,
  CERTS_PATH,
  DISCOVERY_PATH,
  INTROSPECTION_PATH,
  REALM_PATH,
  TOKEN_PATH,
} from '../token/auth-routes.ts';
import type { CheckCertificate } from '../trust/check-certificate.ts';
import { createApp } from './create-app.ts';
import { createListener } from './listen.ts';
import type { Listener, TlsMaterial } from './listen.ts';
import type { FrontEnd } from './nginx-refusal.ts';
import type { Dialect } from './refusal-answer.ts';
import type { ExchangeContext, Handle } from './turn.ts';

/** What both listeners of a lane share. */
export type SharedContext = Omit<ExchangeContext, 'listener' | 'dialect' | 'checkCertificate'>;

/** What the authorization host serves. */
export interface AuthHandlers {
  readonly checkCertificate: CheckCertificate;
  /** What a proxy in front answers in place of everything else; null: it lets the request through. */
  readonly frontEnd: FrontEnd;
  /** Words what the listener refuses itself. */
  readonly dialect: Dialect;
  readonly token: Handle;
  readonly introspect: Handle;
  readonly certs: Handle;
  readonly discovery: Handle;
  readonly realmInfo: Handle;
}

/** The authorization host: mutual TLS, token endpoint and its neighbours. */
export function createAuthListener(
  shared: SharedContext,
  material: TlsMaterial & { readonly clientCa: string | Buffer },
  { checkCertificate, frontEnd, dialect, ...handlers }: AuthHandlers,
): Listener {
  const context: ExchangeContext = { ...shared, listener: 'auth', dialect, checkCertificate };
  const behind =
    (handle: Handle): Handle =>
    (request, connection) =>
      frontEnd(request, connection) ?? handle(request, connection);
  const routes = [
    { method: 'post', path: TOKEN_PATH, handle: behind(handlers.token) },
    { method: 'post', path: INTROSPECTION_PATH, handle: behind(handlers.introspect) },
    { method: 'get', path: CERTS_PATH, handle: behind(handlers.certs) },
    { method: 'get', path: DISCOVERY_PATH, handle: behind(handlers.discovery) },
    { method: 'get', path: REALM_PATH, handle: behind(handlers.realmInfo) },
  ] as const;
  return createListener(context, material, createApp(context, routes, behind(answerUnknown)));
}

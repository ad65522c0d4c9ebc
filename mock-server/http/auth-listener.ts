import { answerUnknown, CERTS_PATH, TOKEN_PATH } from '../token/auth-routes.ts';
import type { CheckCertificate } from '../trust/check-certificate.ts';
import type { Connection } from './connection.ts';
import { createApp } from './create-app.ts';
import type { Answer, IncomingRequest } from './exchange.ts';
import { createListener } from './listen.ts';
import type { Listener, TlsMaterial } from './listen.ts';
import { keycloakDialect } from './refusal-answer.ts';
import type { ExchangeContext, Handle } from './turn.ts';

/** What both listeners of a lane share. */
export type SharedContext = Omit<ExchangeContext, 'listener' | 'dialect' | 'checkCertificate'>;

/** What the authorization host serves. */
export interface AuthHandlers {
  readonly checkCertificate: CheckCertificate;
  /** What a proxy in front answers in place of everything else; null: it lets the request through. */
  readonly frontEnd: (request: IncomingRequest, connection: Connection) => Answer | null;
  readonly token: Handle;
  readonly certs: Handle;
}

/** The authorization host: mutual TLS, token endpoint, published keys. */
export function createAuthListener(
  shared: SharedContext,
  material: TlsMaterial & { readonly clientCa: string | Buffer },
  { checkCertificate, frontEnd, ...handlers }: AuthHandlers,
): Listener {
  const context: ExchangeContext = { ...shared, listener: 'auth', dialect: keycloakDialect, checkCertificate };
  const behind =
    (handle: Handle): Handle =>
    (request, connection) =>
      frontEnd(request, connection) ?? handle(request, connection);
  const routes = [
    { method: 'post', path: TOKEN_PATH, handle: behind(handlers.token) },
    { method: 'get', path: CERTS_PATH, handle: behind(handlers.certs) },
  ] as const;
  return createListener(context, material, createApp(context, routes, behind(answerUnknown)));
}

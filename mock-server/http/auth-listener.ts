import { answerUnknown, CERTS_PATH, TOKEN_PATH } from '../token/auth-routes.ts';
import { createApp } from './create-app.ts';
import { createListener } from './listen.ts';
import type { Listener, TlsMaterial } from './listen.ts';
import { keycloakDialect } from './refusal-answer.ts';
import type { ExchangeContext, Handle } from './turn.ts';

/** What both listeners of a lane share. */
export type SharedContext = Omit<ExchangeContext, 'listener' | 'dialect'>;

/** The authorization host: mutual TLS, token endpoint, published keys. */
export function createAuthListener(
  shared: SharedContext,
  material: TlsMaterial & { readonly clientCa: string | Buffer },
  handlers: { readonly token: Handle; readonly certs: Handle },
): Listener {
  const context: ExchangeContext = { ...shared, listener: 'auth', dialect: keycloakDialect };
  const routes = [
    { method: 'post', path: TOKEN_PATH, handle: handlers.token },
    { method: 'get', path: CERTS_PATH, handle: handlers.certs },
  ] as const;
  return createListener(context, material, createApp(context, routes, answerUnknown));
}

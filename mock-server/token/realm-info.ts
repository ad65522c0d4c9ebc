import type { Answer } from '../http/exchange.ts';
import { SECURITY_HEADERS } from '../http/refusal-answer.ts';
import type { SigningKey } from './signing-key.ts';

/** `GET /auth/realms/ror`: what a Keycloak says of a realm to anyone. `issuer` is that address. @see pki-and-oauth §4.6 */
export function createRealmInfo(issuer: () => string, key: () => Promise<SigningKey>) {
  return async (): Promise<Answer> => {
    const realm = issuer();
    const { publicKey } = await key();
    const text = JSON.stringify({
      realm: 'ror',
      public_key: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      'token-service': `${realm}/protocol/openid-connect`,
      'account-service': `${realm}/account`,
      'tokens-not-before': 0,
    });
    const headers = [['Cache-Control', 'no-cache'], ...SECURITY_HEADERS] as const;
    return { status: 200, headers, body: { kind: 'text', contentType: 'application/json;charset=UTF-8', text } };
  };
}

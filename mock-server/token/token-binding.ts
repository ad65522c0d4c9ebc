import { defineSetting } from '../setting.ts';

/** Whether a token is bound to the certificate with which it was asked for. @see pki-and-oauth §4.5 */
export const tokenBinding = defineSetting({
  name: 'tokenBinding',
  default: 'none',
  values: ['none', 'certificate'],
  question: null,
  requirement: 'ROR-AUTH-BEARER',
  evidence: 'derived',
  text: 'mock.token.setting-binding',
});

/** What Keycloak's own resource says when the certificate of a call is not that of its token. */
export const BINDING_BROKEN = 'Client certificate missing, or its thumbprint and one in the token did NOT match';

/** `x5t#S256` of RFC 8705: base64url, without padding, of the SHA-256 of the leaf; from its lower-case hexadecimal form. */
export function bindingOf(sha256Hex: string): string {
  return Buffer.from(sha256Hex, 'hex').toString('base64url');
}

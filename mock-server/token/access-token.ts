import { createHash, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose/jwt/sign';
import type { SigningKey } from './signing-key.ts';

/** What a token says of its holder. */
export interface TokenGrant {
  readonly clientId: string;
  /** Subject DN with which the token was obtained. */
  readonly subjectDn: string;
  readonly clientAddress: string;
  readonly scope: string;
  readonly issuer: string;
  readonly nowMs: number;
  readonly lifetimeS: number;
  /** `x5t#S256` of the certificate that it is bound to; null: to none. */
  readonly boundTo: string | null;
}

/** An access token as issued: RS256, with the claims of a Keycloak service account. @see pki-and-oauth §4.5 */
export async function issueAccessToken(grant: TokenGrant, key: SigningKey): Promise<string> {
  const issuedAt = Math.floor(grant.nowMs / 1_000);
  return await new SignJWT({
    exp: issuedAt + grant.lifetimeS,
    iat: issuedAt,
    jti: `trrtcc:${randomUUID()}`,
    iss: grant.issuer,
    aud: 'account',
    sub: subjectId(grant.clientId, grant.subjectDn),
    typ: 'Bearer',
    azp: grant.clientId,
    acr: '1',
    realm_access: { roles: ['default-roles-ror', 'offline_access', 'uma_authorization'] },
    resource_access: { account: { roles: ['manage-account', 'manage-account-links', 'view-profile'] } },
    ...(grant.boundTo === null ? {} : { cnf: { 'x5t#S256': grant.boundTo } }),
    scope: grant.scope,
    email_verified: false,
    clientHost: grant.clientAddress,
    preferred_username: `service-account-${grant.clientId}`,
    clientAddress: grant.clientAddress,
    client_id: grant.clientId,
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid })
    .sign(key.privateKey);
}

/**
 * `sub` of a token: a UUID that stands for one certificate name of one client, so that a token alone tells whose list of
 * establishments applies, after a restart too, without a claim that the real token does not have.
 */
export function subjectId(clientId: string, subjectDn: string): string {
  const digest = createHash('sha256').update(`${clientId}\n${subjectDn}`).digest('hex');
  const variant = ((Number.parseInt(digest.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-${variant}${digest.slice(18, 20)}-${digest.slice(20, 32)}`;
}

import type { Answer } from '../http/exchange.ts';
import { keycloakBody, SECURITY_HEADERS } from '../http/refusal-answer.ts';

const RSA_EC = ['PS384', 'RS384', 'EdDSA', 'ES384'];
const SIGNING = [...RSA_EC, 'HS256', 'HS512', 'ES256', 'RS256', 'HS384', 'ES512', 'PS256', 'PS512', 'RS512'];
const ASYMMETRIC = [...RSA_EC, 'ES256', 'RS256', 'ES512', 'PS256', 'PS512', 'RS512'];
const KEY_WRAPPING = [
  'ECDH-ES+A256KW',
  'ECDH-ES+A192KW',
  'ECDH-ES+A128KW',
  'RSA-OAEP',
  'RSA-OAEP-256',
  'RSA1_5',
  'ECDH-ES',
];
const ENCRYPTION = ['A256GCM', 'A192GCM', 'A128GCM', 'A128CBC-HS256', 'A192CBC-HS384', 'A256CBC-HS512'];
const CLIENT_AUTHENTICATION = [
  'private_key_jwt',
  'client_secret_basic',
  'client_secret_post',
  'tls_client_auth',
  'client_secret_jwt',
];
const GRANTS = [
  'authorization_code',
  'client_credentials',
  'implicit',
  'password',
  'refresh_token',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:ietf:params:oauth:grant-type:uma-ticket',
  'urn:openid:params:grant-type:ciba',
];
const RESPONSE_TYPES = [
  'code',
  'none',
  'id_token',
  'token',
  'id_token token',
  'code id_token',
  'code token',
  'code id_token token',
];
const RESPONSE_MODES = ['query', 'fragment', 'form_post', 'query.jwt', 'fragment.jwt', 'form_post.jwt', 'jwt'];
const CLAIMS = [
  'iss',
  'sub',
  'aud',
  'exp',
  'iat',
  'auth_time',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
  'email',
  'acr',
  'azp',
  'nonce',
];
const SCOPES = [
  'acr',
  'address',
  'basic',
  'email',
  'microprofile-jwt',
  'offline_access',
  'openid',
  'organization',
  'phone',
  'profile',
  'roles',
  'service_account',
  'web-origins',
];

/**
 * The description that a Keycloak 26 gives of a realm, member by member and in its order; of the addresses in it, the mock serves the token, the
 * introspection and the key set. `issuer` is `https://<auth host>/auth/realms/ror`.
 * @see pki-and-oauth §4.6
 */
function discoveryDocument(issuer: string): Readonly<Record<string, unknown>> {
  const at = (path: string): string => `${issuer}/protocol/openid-connect/${path}`;
  const registration = `${issuer}/clients-registrations/openid-connect`;
  return {
    issuer,
    authorization_endpoint: at('auth'),
    token_endpoint: at('token'),
    introspection_endpoint: at('token/introspect'),
    userinfo_endpoint: at('userinfo'),
    end_session_endpoint: at('logout'),
    frontchannel_logout_session_supported: true,
    frontchannel_logout_supported: true,
    jwks_uri: at('certs'),
    check_session_iframe: at('login-status-iframe.html'),
    grant_types_supported: GRANTS,
    acr_values_supported: ['0', '1'],
    response_types_supported: RESPONSE_TYPES,
    subject_types_supported: ['public', 'pairwise'],
    prompt_values_supported: ['none', 'login', 'consent'],
    ...algorithms('id_token', SIGNING),
    ...algorithms('userinfo', [...SIGNING, 'none']),
    ...algorithms('request_object', [...SIGNING, 'none']),
    response_modes_supported: RESPONSE_MODES,
    registration_endpoint: registration,
    ...clientAuthentication('token'),
    ...clientAuthentication('introspection'),
    ...algorithms('authorization', SIGNING),
    claims_supported: CLAIMS,
    claim_types_supported: ['normal'],
    claims_parameter_supported: true,
    scopes_supported: SCOPES,
    request_parameter_supported: true,
    request_uri_parameter_supported: true,
    require_request_uri_registration: true,
    code_challenge_methods_supported: ['plain', 'S256'],
    tls_client_certificate_bound_access_tokens: true,
    dpop_signing_alg_values_supported: ASYMMETRIC,
    revocation_endpoint: at('revoke'),
    ...clientAuthentication('revocation'),
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    device_authorization_endpoint: at('auth/device'),
    backchannel_token_delivery_modes_supported: ['poll', 'ping'],
    backchannel_authentication_endpoint: at('ext/ciba/auth'),
    backchannel_authentication_request_signing_alg_values_supported: ASYMMETRIC,
    require_pushed_authorization_requests: false,
    pushed_authorization_request_endpoint: at('ext/par/request'),
    mtls_endpoint_aliases: {
      token_endpoint: at('token'),
      revocation_endpoint: at('revoke'),
      introspection_endpoint: at('token/introspect'),
      device_authorization_endpoint: at('auth/device'),
      registration_endpoint: registration,
      userinfo_endpoint: at('userinfo'),
      pushed_authorization_request_endpoint: at('ext/par/request'),
      backchannel_authentication_endpoint: at('ext/ciba/auth'),
    },
    authorization_response_iss_parameter_supported: true,
  };
}

function algorithms(of: string, signing: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return {
    [`${of}_signing_alg_values_supported`]: signing,
    [`${of}_encryption_alg_values_supported`]: KEY_WRAPPING,
    [`${of}_encryption_enc_values_supported`]: ENCRYPTION,
  };
}

function clientAuthentication(of: string): Readonly<Record<string, readonly string[]>> {
  return {
    [`${of}_endpoint_auth_methods_supported`]: CLIENT_AUTHENTICATION,
    [`${of}_endpoint_auth_signing_alg_values_supported`]: SIGNING,
  };
}

/** `GET …/.well-known/openid-configuration`. @see pki-and-oauth §4.6 */
export function createDiscovery(issuer: () => string) {
  const headers = [
    ['Cache-Control', 'no-cache, must-revalidate, no-transform, no-store'],
    ...SECURITY_HEADERS,
  ] as const;
  return (): Answer => ({ status: 200, headers, body: keycloakBody(discoveryDocument(issuer())) });
}

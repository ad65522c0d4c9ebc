/** Texts of the mock area, en. Keys: `mock.…`. */
export const mock = {
  'mock.http.malformed': 'The request is not valid HTTP.',
  'mock.http.timeout': 'The request did not arrive in time.',
  'mock.http.aborted': 'The request did not arrive whole.',
  'mock.http.target-too-long': 'The URL is too long.',
  'mock.http.headers-too-large': 'The request headers are too large.',
  'mock.http.body-too-large': 'The request body is too large.',
  'mock.http.too-busy': 'Too many requests at once.',
  'mock.http.expectation': 'This Expect header is not supported.',
  'mock.http.unknown-path': 'There is nothing at this address.',
  'mock.http.bug': 'Internal error of the mock (not a fault of the request).',
  'mock.http.bearer-missing': 'Authentication is required: the access token is missing.',
  'mock.http.bearer-invalid': 'The access token is not valid.',
  'mock.http.bearer-expired': 'The access token has expired.',
  'mock.trust.setting-mtls-refusal':
    'How a bad client certificate is refused: by an answer of the token endpoint, or in the TLS handshake',
  'mock.trust.setting-dn-match':
    'How subject DNs are compared with the white list: as names (RFC 4514), or letter by letter with the ANS form',
  'mock.trust.setting-rights-check': 'When changed rights act: on the next request, or on the next token',
  'mock.token.setting-lifetime': 'Lifetime of an access token, in seconds',
} as const;

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
  'mock.feed.content-type': 'The Content-Type of a capacity PATCH is application/fhir+json; received: {seen}',
  'mock.feed.body-too-large': 'The body is larger than the mock accepts.',
  'mock.feed.body-empty': 'The body is empty; a Parameters resource is expected.',
  'mock.feed.body-not-utf8': 'The body is not valid UTF-8.',
  'mock.feed.body-not-json': 'The body is not valid JSON: {seen}',
  'mock.feed.body-too-deep': 'The JSON of the body is nested too deeply ({seen} levels).',
  'mock.feed.body-duplicate-key': 'The name “{seen}” stands twice in one JSON object: what is asked for is not known.',
  'mock.feed.ror-header': 'The Ror-* headers must not be present on a capacity PATCH; received: {seen}',
  'mock.feed.query-malformed': 'The query cannot be decoded: {seen}',
  'mock.feed.parameter-unknown': "The parameter '{seen}' is not supported: only identifier is.",
  'mock.feed.identifier-missing':
    'The parameter identifier is missing or empty: Location?identifier=<IdNatStruct>/<code>',
  'mock.feed.identifier-repeated': 'The parameter identifier stands {seen} times; one value is expected.',
  'mock.feed.identifier-form':
    "The identifier '{seen}' has a system or several values; <IdNatStruct>/<code> alone is expected.",
  'mock.feed.role': 'This client_id is a consumer: only a supplier may send a capacity PATCH.',
  'mock.feed.establishment-not-listed': 'The client {client} may not write for the establishment {establishment}.',
  'mock.feed.if-match': 'If-Match names the version {seen}; the present one is {present}.',
  'mock.setting.ror-headers': 'What a Ror-* header on a capacity PATCH leads to: a notice in the journal, or a 400',
  'mock.setting.identifier-match':
    'What the identifier is compared with: the whole stored identifier, or also the code alone within the establishment',
  'mock.setting.location-expression': 'How Location is spelt in the expression of the 404 and the 412',
  'mock.setting.if-match': 'Whether If-Match is ignored, or checked (412)',
  'mock.setting.other-path-status': 'Status when the path designates something else than capacity',
  'mock.setting.remove-operation':
    'Whether the operation remove is read as delete: by the guide version, always, or never',
  'mock.setting.replace-other-key':
    'What a replace leads to whose value is another indicator than its path: a notice, or a 400',
  'mock.setting.library-forms':
    'What body forms of standard FHIR libraries lead to (valueCode, named value part, value set as system): a notice, or a 400',
  'mock.setting.several-operations': 'What several operations in one body lead to: a notice, or a 400',
  'mock.setting.delete-missing': 'What delete answers when no record matches: 404, or 200 without a change',
  'mock.setting.add-duplicate':
    'What add does when the record is already there: refuses (400), or appends a second one',
  'mock.setting.indicator-expression':
    'Whether the expression of the 404 of an indicator is a bare text, as published, or an array',
  'mock.setting.success-body': 'What the body of a 200 holds: the whole Location, or its identifiers',
  'mock.setting.missing-ror-header-status': 'Status when a Ror-* header is missing on a read',
  'mock.read.ror-header-missing': 'The header {seen} is required on this read.',
  'mock.read.role': 'This client_id is a supplier: only a consumer may read.',
  'mock.read.not-acceptable':
    'None of the formats asked for is served ({seen}); application/fhir+json and application/fhir+xml are.',
  'mock.read.format-unknown': "The format '{seen}' is not served; json and xml are.",
  'mock.read.parameter-unknown': "The search parameter '{seen}' is not supported by this version of the mock.",
  'mock.read.parameter-form': 'The form of the parameter is not supported: {seen}',
  'mock.read.parameter-missing': 'A search needs identifier or _id in this version of the mock.',
  'mock.read.query-malformed': 'The query cannot be decoded: {seen}',
  'mock.read.not-found': "There is no Location with the id '{seen}'.",
  'mock.read.method': 'Only GET and HEAD are served here.',
  'mock.read.unknown-path': 'Only Location is served by this version of the mock.',
  'mock.http.wrong-method': 'This method is not supported at this address.',
} as const;

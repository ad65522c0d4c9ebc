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
  'mock.fault.answered': 'A fault that was planned on the mock answers this call.',
  'mock.http.disk-limit':
    'The mock has reached the disk limit that it was started with: this exchange is not recorded, and changed nothing.',
  'mock.http.bug': 'Internal error of the mock (not a fault of the request).',
  'mock.http.bearer-missing': 'Authentication is required: the access token is missing.',
  'mock.http.bearer-invalid': 'The access token is not valid.',
  'mock.http.bearer-expired': 'The access token has expired.',
  'mock.trust.setting-mtls-refusal':
    'How a bad client certificate is refused: by an answer of the token endpoint, by one of an nginx in front, or in the TLS handshake',
  'mock.trust.setting-client-trust':
    'Which client authorities are trusted: those of the PKI, or none (every certificate is then of an unknown authority)',
  'mock.trust.setting-dn-match':
    'How subject DNs are compared with the white list: as names (RFC 4514), or letter by letter with the ANS form',
  'mock.trust.setting-proprietary-clients':
    'What a proprietary product is to the token endpoint: one client_id with the subject DNs of all its instances, or one for each subject DN',
  'mock.trust.setting-rights-check': 'When changed rights act: on the next request, or on the next token',
  'mock.token.setting-lifetime': 'Lifetime of an access token, in seconds',
  'mock.token.setting-dialect':
    'Which answers the token endpoint gives: those of Keycloak since version 20, or those before',
  'mock.token.setting-binding':
    'Whether tokens are bound to the client certificate (RFC 8705): the API then asks for it and refuses another one',
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
  'mock.feed.region-route':
    'The region {region} is fed through its EAI: a direct feed for the establishment {establishment} is not accepted.',
  'mock.feed.if-match': 'If-Match names the version {seen}; the present one is {present}.',
  'mock.setting.strictness':
    'Whether what is forbidden without a published answer is noticed (documented) or refused (strict): rorHeaders, ifMatch, regionRoute, replaceOtherKey, libraryForms, severalOperations; a value given for one of these wins',
  'mock.setting.ror-headers': 'What a Ror-* header on a capacity PATCH leads to: a notice in the journal, or a 400',
  'mock.setting.identifier-match':
    'What the identifier is compared with: the whole stored identifier, or also the code alone within the establishment',
  'mock.setting.location-expression': 'How Location is spelt in the expression of the 404 and the 412',
  'mock.setting.region-route':
    'What a direct feed for a region that is fed through its EAI leads to: a notice in the journal, or a 403',
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
  'mock.setting.consistency-rules-off':
    'Consistency rules between records (N1 to N5, C1 to C11) that make no notice in the journal; none ever refuses',
  'mock.setting.success-body': 'What the body of a 200 holds: the whole Location, or its identifiers',
  'mock.setting.missing-ror-header-status': 'Status when a Ror-* header is missing on a read',
  'mock.read.ror-header-missing': 'The header {seen} is required on this read.',
  'mock.read.role': 'This client_id is a supplier: only a consumer may read.',
  'mock.read.not-acceptable':
    'None of the formats asked for is served ({seen}); application/fhir+json and application/fhir+xml are.',
  'mock.read.format-unknown': "The format '{seen}' is not served; json and xml are.",
  'mock.read.query-malformed': 'The query cannot be decoded: {seen}',
  'mock.read.not-found': "There is no {type} with the id '{seen}'.",
  'mock.read.method': 'Only GET and HEAD are served here.',
  'mock.read.unknown-path': 'The consultation serves nothing at this address; expected: {expected}',
  'mock.http.wrong-method': 'This method is not supported at this address.',
  'mock.print.help': 'run the mock of the national ROR until Ctrl-C',
  'mock.print.help-port':
    'port of the token endpoint; the API takes the next one, the control API the one after; 0: any free ports',
  'mock.print.help-listen': 'address on which the two TLS listeners listen (the control API stays on loopback)',
  'mock.print.help-public-host':
    'name or address under which a connector on another machine reaches the mock (put in the server certificate)',
  'mock.print.help-pki': 'folder of the test certificates, made when missing',
  'mock.print.help-data-dir':
    'folder that keeps journal, resources and signing key from one start to the next (default: nothing is kept)',
  'mock.print.help-retain-entries':
    'keep the newest journal entries (from 1000 on); older exchanges and connections go, and the versions that only they refer to (default: all are kept)',
  'mock.print.help-max-data-mb':
    'MB, from 16 on, that the data folder may take; an exchange that does not fit is refused with 500 (default: no limit)',
  'mock.print.max-data-alone': '--max-data-mb limits the data folder: --data-dir is missing.',
  'mock.print.help-seed-size':
    'generate a fictitious country of this many Locations, 10 to 100000, instead of the one of rorkit',
  'mock.print.help-seed': 'with --seed-size: the same number gives the same data (default 1)',
  'mock.print.bad-seed': '{option} cannot be "{seen}"; expected a whole number from {min} to {max}.',
  'mock.print.seed-alone': '--seed says which data are generated, and without --seed-size none are.',
  'mock.print.seed-hint': 'Example: rorkit mock --seed-size 1000 --seed 7',
  'mock.print.help-seed-file':
    'your own establishments, units and records: .csv, .yaml, or a FHIR Bundle as .json (docs/seed-file.md)',
  'mock.print.seed-twice': '--seed-file goes with neither --seed-size nor --seed: the data are those of the file.',
  'mock.print.bad-seed-file': '{file}: {where}: {because}',
  'mock.print.seed-bundle': 'a FHIR Bundle whose entries have a resource is expected',
  'mock.print.seed-other-type':
    '{type} is no resource of a seed; known are Organization, Location, HealthcareService, Practitioner, PractitionerRole',
  'mock.print.seed-fault': 'expected {expected}, seen {seen}',
  'mock.print.help-catalogue': 'current, published-examples, permissive, or a file with your own list (JSON or YAML)',
  'mock.print.help-set': 'value of a setting at the start; may be repeated; see --settings',
  'mock.print.help-settings-file': 'values of settings (YAML, name: value), read again at SIGHUP; --set wins',
  'mock.print.reloaded': 'Configuration read again: {changed}.',
  'mock.print.reload-nothing': 'nothing has changed',
  'mock.print.reload-settings': 'settings {names}',
  'mock.print.reload-participants': 'participants {ids}',
  'mock.print.reload-catalogue': 'catalogue {name}',
  'mock.print.reload-refused': 'The configuration was not read again, and nothing has changed: {reason}',
  'mock.print.help-settings': 'list the settings and end',
  'mock.print.title': 'The mock of the national ROR is running. Ctrl-C stops it.',
  'mock.print.token-endpoint': 'Token endpoint (mutual TLS)',
  'mock.print.feed': 'Capacity feed (PATCH)',
  'mock.print.read': 'Consultation (GET)',
  'mock.print.control': 'Control API',
  'mock.print.control-token': 'its token is in',
  'mock.print.trust': 'Trust of your connector (PEM, Java store, DER)',
  'mock.print.password': 'password: {password}',
  'mock.print.supplier': 'Supplier',
  'mock.print.consumer': 'Consumer',
  'mock.print.certificate': 'certificate',
  'mock.print.key': 'key',
  'mock.print.client-id': 'client_id',
  'mock.print.subject-dn': 'subject DN',
  'mock.print.establishments': 'may write for',
  'mock.print.try-token': 'Try it: get a token',
  'mock.print.try-patch': 'Try it: send {count} beds for {location} (takes its own token)',
  'mock.print.public-host-hint':
    'Listening on {address}: give --public-host NAME so that the server certificate holds the name your connector uses.',
  'mock.print.stopped': 'The mock has stopped.',
  'mock.print.settings-title': 'Settings of the mock (change one with --set name=value)',
  'mock.print.settings-value': 'value: {value} (default {default}); possible: {values}',
  'mock.print.settings-source': 'question {question}, {evidence}, {requirement}',
  'mock.print.bad-port': '--port {seen}: expected a whole number from 1 to 65533, or 0 for any free ports',
  'mock.print.bad-set': '--set {seen}: expected name=value',
  'mock.print.bad-address': '{detail}',
  'mock.print.port-in-use': '{detail}',
  'mock.print.port-hint': 'another mock may be running; choose other ports with --port',
  'mock.print.unknown-setting': '{detail}',
  'mock.print.bad-setting': '{detail}',
  'mock.print.settings-hint': 'rorkit mock --settings lists them',
  'mock.print.data-dir': 'the data folder cannot be used: {detail}',
  'mock.print.certificate-not-held': 'not held here: your own, or rorkit certs issue --subject {dn}',
  'mock.print.more-credentials': '{count} more: see /v1/participants of the control API',
  'mock.print.no-sample':
    'No supplier may write for an establishment of the mock that has a record: nothing to try out as it stands.',
  'mock.print.help-participants': 'file with your own participants (YAML), in place of those of the mock',
  'mock.print.help-trust-ca':
    'file of authorities (PEM, DER, PKCS#7) whose client certificates are let in too, such as the IGC-Santé TEST chain; may be repeated',
  'mock.print.warning': 'warning: {text}',
  'mock.print.more-warnings': '{count} more warnings',
} as const;

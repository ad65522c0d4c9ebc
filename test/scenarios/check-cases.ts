import type { CapacityRecord } from '../../mev3/capacity/types.ts';
import { ANSWERS, JournalBuilder, PEER, textBody } from '../support/journal-builder.ts';
import { COLLECTION_PATH, patchBody, recordPath, subExtensions } from '../support/capacity-body.ts';
import { RECORD, sampleStimulus, UNIT } from '../support/sample-scenario.ts';

/** What one check says of a good journal and of journals with one fault each. */
export interface CheckCase {
  readonly check: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly good: JournalBuilder;
  /** Codes of the findings, in order, by what is wrong. */
  readonly faults: Readonly<Record<string, readonly [JournalBuilder, readonly string[]]>>;
  /** A journal in which there is nothing to judge, with the reason. Default: an empty one. */
  readonly nothing?: readonly [JournalBuilder, string];
  /** True when it does not apply then, instead of being skipped. */
  readonly isOmitted?: true;
}

const replace = (record: CapacityRecord = RECORD): string => patchBody({ type: 'replace', record });
const add = (record: CapacityRecord = RECORD): string => patchBody({ type: 'add', record });
const remove = (record: CapacityRecord = RECORD): string => patchBody({ type: 'delete', record });

/** The certificate of another instance. */
const OTHER_PEER = { ...PEER, sha256: 'b'.repeat(64) };

/** A journal that starts with the stimulus and a token. */
function begun(
  records: readonly CapacityRecord[] = [RECORD],
  kind: 'report-capacity' | 'remove-capacity' = 'report-capacity',
): JournalBuilder {
  return new JournalBuilder().mark('scenario-start').stimulus(sampleStimulus({ records, kind })).token();
}

/** The journal of a good replace. */
function goodReplace(): JournalBuilder {
  return begun().patch(UNIT, replace()).exit('s1').mark('settled');
}

function refused(answer: (typeof ANSWERS)[keyof typeof ANSWERS]): JournalBuilder {
  return begun().patch(UNIT, replace(), { answer });
}

function goodAdd(): JournalBuilder {
  return refused(ANSWERS.indicator404).patch(UNIT, add()).exit('s1').mark('settled');
}

function withHeaders(...headers: readonly (readonly [string, string])[]): JournalBuilder {
  return begun().patch(UNIT, replace(), { headers });
}

const BEARER = ['Authorization', 'Bearer [sha256:00]'] as const;
const FHIR_JSON = ['Content-Type', 'application/fhir+json'] as const;

function withExtensions(extensions: readonly object[]): JournalBuilder {
  return begun().patch(UNIT, patchBody({ type: 'replace', record: RECORD, extensions }));
}

const other: CapacityRecord = { ...RECORD, genderCapacityAvailable: '02', nbCapacity: 2 };
const later: CapacityRecord = { ...RECORD, nbCapacity: 6, capacityUpdateDate: '2026-11-23T13:58:30+01:00' };
const zero: CapacityRecord = { ...RECORD, nbCapacity: 0 };

function twoReports(): JournalBuilder {
  return begun()
    .patch(UNIT, replace())
    .exit('s1')
    .stimulus(sampleStimulus({ id: 's2', records: [later] }));
}

function refusalCases(params: { answer: string }, answer: (typeof ANSWERS)[keyof typeof ANSWERS]): CheckCase[] {
  return [
    {
      check: 'no-retry-after-refusal',
      params,
      good: refused(answer).exit('s1', { result: 'refused', exitCode: 10 }).mark('settled'),
      faults: {
        'the same bytes again': [refused(answer).patch(UNIT, replace(), { answer }), ['retried']],
        'the same record with another date': [
          refused(answer).patch(UNIT, replace({ ...RECORD, capacityUpdateDate: '2026-11-23T14:00:31+01:00' }), {
            answer,
          }),
          ['retried'],
        ],
        'twice more': [
          refused(answer).patch(UNIT, replace(), { answer }).patch(UNIT, replace(), { answer }),
          ['retried', 'retried'],
        ],
      },
      nothing: [goodReplace(), 'no-such-refusal'],
    },
    {
      check: 'refusal-reported',
      params,
      good: refused(answer).exit('s1', { result: 'refused', exitCode: 10 }),
      faults: {
        'exit 0': [refused(answer).exit('s1'), ['refusal-not-reported']],
        'a crash': [refused(answer).exit('s1', { result: 'abnormal', exitCode: 1 }), ['refusal-not-reported']],
        'a person says no': [refused(answer).attest('s1', 'no'), ['refusal-not-reported']],
      },
      nothing: [goodReplace(), 'no-such-refusal'],
    },
  ];
}

/** At least one case for each check. */
export const CHECK_CASES: readonly CheckCase[] = [
  {
    check: 'token-requested-over-mtls',
    good: goodReplace(),
    faults: {
      'by GET': [new JournalBuilder().token({ method: 'GET' }), ['token-method']],
      'as JSON': [
        new JournalBuilder().token({ headers: [['Content-Type', 'application/json']] }),
        ['token-content-type'],
      ],
      'another grant': [
        new JournalBuilder().token({ body: textBody('client_id=c&grant_type=password') }),
        ['token-grant-type'],
      ],
      'no client_id': [
        new JournalBuilder().token({ body: textBody('grant_type=client_credentials') }),
        ['token-client-id'],
      ],
      'a secret': [
        new JournalBuilder().token({ body: textBody('client_id=c&grant_type=client_credentials&client_secret=x') }),
        ['token-secret-sent'],
      ],
      'basic authentication': [
        new JournalBuilder().token({
          headers: [
            ['Content-Type', 'application/x-www-form-urlencoded'],
            ['Authorization', 'Basic [sha256:00]'],
          ],
        }),
        ['token-secret-sent'],
      ],
      'no certificate': [new JournalBuilder().token({ peer: null }), ['token-without-certificate']],
    },
    nothing: [new JournalBuilder().stimulus(sampleStimulus()), 'no-token-request'],
  },
  {
    check: 'token-requested-over-mtls',
    params: { mayPresentNone: true },
    good: new JournalBuilder().token({ peer: null, answer: ANSWERS.login401 }),
    faults: { 'by GET': [new JournalBuilder().token({ peer: null, method: 'GET' }), ['token-method']] },
    nothing: [new JournalBuilder().stimulus(sampleStimulus()), 'no-token-request'],
  },
  {
    check: 'nothing-secret-in-urls',
    good: goodReplace(),
    faults: {
      'a token in the query': [
        begun().patch(UNIT, replace(), { target: '/ws-synchro-dispo-lits-fhir/Location?identifier=x&access_token=y' }),
        ['credential-in-url'],
      ],
      'client_id in the query of the token request': [
        new JournalBuilder().token({ target: '/auth/realms/ror/protocol/openid-connect/token?client_id=c' }),
        ['credential-in-url'],
      ],
    },
  },
  {
    check: 'token-reused',
    good: goodAdd(),
    faults: {
      'a token for each call': [refused(ANSWERS.indicator404).token().patch(UNIT, add()), ['token-not-reused']],
    },
    nothing: [goodReplace(), 'single-call'],
  },
  {
    check: 'token-sent-as-bearer',
    good: goodReplace(),
    faults: {
      none: [withHeaders(FHIR_JSON), ['no-authorization']],
      'without the word': [withHeaders(['Authorization', '[sha256:00]'], FHIR_JSON), ['authorization-not-bearer']],
      twice: [withHeaders(BEARER, BEARER, FHIR_JSON), ['authorization-not-bearer']],
    },
  },
  {
    check: 'content-type-is-fhir-json',
    good: withHeaders(BEARER, ['content-type', 'application/fhir+json; charset=UTF-8']),
    faults: {
      'application/json': [withHeaders(BEARER, ['Content-Type', 'application/json']), ['content-type']],
      none: [withHeaders(BEARER), ['content-type']],
      'the FHIR version': [
        withHeaders(BEARER, ['Content-Type', 'application/fhir+json; fhirVersion=4.0; charset=utf-8']),
        ['content-type-parameter'],
      ],
      latin: [withHeaders(BEARER, ['Content-Type', 'application/fhir+json; charset=latin1']), ['content-type']],
    },
  },
  {
    check: 'no-ror-headers',
    good: goodReplace(),
    faults: {
      two: [
        withHeaders(BEARER, FHIR_JSON, ['Ror-Profil-Utilisateur-Code', 'CU20'], ['ROR-ROLE-METIER-CODE', 'AUTOMATE']),
        ['ror-header', 'ror-header'],
      ],
    },
  },
  {
    check: 'only-documented-headers',
    good: withHeaders(BEARER, FHIR_JSON, ['Host', 'x'], ['User-Agent', 'y'], ['Ror-Role-Metier-Code', 'z']),
    faults: { 'If-Match': [withHeaders(BEARER, FHIR_JSON, ['If-Match', 'W/"1"']), ['other-header']] },
  },
  {
    check: 'identifier-form',
    good: begun().patch(UNIT, replace(), { target: `/ws-synchro-dispo-lits-fhir/Location?identifier=${UNIT}` }),
    faults: {
      'the code alone': [begun().patch('MED-A', replace()), ['identifier-other']],
      'a system before it': [begun().patch(`urn:oid:1.2|${UNIT}`, replace()), ['identifier-other']],
      none: [
        begun().patch(UNIT, replace(), { target: '/ws-synchro-dispo-lits-fhir/Location' }),
        ['identifier-missing'],
      ],
      'another path': [
        begun().patch(UNIT, replace(), { target: `/ws-diffusion-fhir/Location?identifier=${UNIT}` }),
        ['request-path'],
      ],
      'another parameter': [
        begun().patch(UNIT, replace(), {
          target: `/ws-synchro-dispo-lits-fhir/Location?identifier=${UNIT}&_format=json`,
        }),
        ['query-parameter'],
      ],
    },
  },
  {
    check: 'each-record-sent',
    good: goodReplace(),
    faults: {
      'nothing sent': [begun().exit('s1'), ['nothing-sent']],
      'one of two': [begun([RECORD, other]).patch(UNIT, replace()).exit('s1'), ['record-not-sent']],
      'sent before it was asked': [
        begun()
          .patch(UNIT, replace())
          .stimulus(sampleStimulus({ id: 's2' }))
          .exit('s2'),
        ['record-not-sent'],
      ],
    },
    nothing: [begun().exit('s1', { result: 'abnormal', exitCode: 1 }), 'ended-abnormally'],
  },
  {
    check: 'each-record-sent',
    good: begun([RECORD, other]).patch(UNIT, replace(), { answer: ANSWERS.several412 }).exit('s1'),
    faults: {
      'one of two after a refusal that concerns the first alone': [
        begun([RECORD, other]).patch(UNIT, replace(), { answer: ANSWERS.rules400 }).exit('s1'),
        ['record-not-sent'],
      ],
    },
    nothing: [begun([other]).patch(UNIT, replace(), { answer: ANSWERS.media415 }).exit('s1'), 'stopped-by-refusal'],
  },
  {
    check: 'each-record-sent',
    // Killed after the first of two, and given the same stimulus again: only the other one is left to send.
    good: begun([RECORD, other])
      .patch(UNIT, replace())
      .exit('s1', { result: 'abnormal', signal: 'SIGKILL' })
      .stimulus(sampleStimulus({ records: [RECORD, other] }))
      .patch(UNIT, patchBody({ type: 'replace', record: other }))
      .exit('s1'),
    faults: {
      'the other one never': [
        begun([RECORD, other])
          .patch(UNIT, replace())
          .exit('s1', { result: 'abnormal', signal: 'SIGKILL' })
          .stimulus(sampleStimulus({ records: [RECORD, other] }))
          .exit('s1'),
        ['record-not-sent'],
      ],
    },
  },
  {
    check: 'one-operation-a-body',
    good: goodReplace(),
    faults: {
      two: [
        begun([RECORD, other]).patch(
          UNIT,
          patchBody({ type: 'replace', record: RECORD }, { type: 'replace', record: other }),
        ),
        ['several-operations'],
      ],
    },
  },
  {
    check: 'body-follows-grammar',
    good: goodReplace(),
    faults: {
      'not JSON': [begun().patch(UNIT, '{'), ['body-not-json']],
      'another resource': [begun().patch(UNIT, '{"resourceType":"Location"}'), ['body-form', 'body-form']],
      'an unknown type': [begun().patch(UNIT, patchBody({ type: 'upsert', record: RECORD })), ['body-form']],
    },
  },
  {
    check: 'record-complete',
    good: goodReplace(),
    faults: {
      'no source': [
        withExtensions(subExtensions(RECORD).filter((one) => !JSON.stringify(one).includes('capacitySourceType'))),
        ['record-form'],
      ],
      'a number as text': [
        withExtensions([...subExtensions(RECORD).slice(1), { url: 'nbCapacity', valueInteger: '4' }]),
        ['record-form'],
      ],
      'no zone': [
        begun().patch(UNIT, replace({ ...RECORD, capacityUpdateDate: '2026-11-23T13:53:30' })),
        ['record-form'],
      ],
    },
    nothing: [begun().patch(UNIT, remove()), 'no-record-sent'],
  },
  {
    check: 'codes-valid',
    good: goodReplace(),
    faults: {
      'a retired gender': [
        begun().patch(UNIT, replace({ ...RECORD, genderCapacityAvailable: '03' })),
        ['code-not-valid'],
      ],
      'an unknown status': [begun().patch(UNIT, replace({ ...RECORD, capacityStatus: '42' })), ['code-not-valid']],
    },
    nothing: [begun().patch(UNIT, remove()), 'no-record-sent'],
  },
  {
    check: 'tre-systems',
    good: goodReplace(),
    faults: {
      JDV: [
        withExtensions(
          subExtensions(RECORD).map((one): object =>
            JSON.parse(
              JSON.stringify(one).replace(
                'TRE_R330-TypeStatutCapacite/FHIR/TRE-R330-TypeStatutCapacite',
                'JDV_J188-TypeStatutCapacite-ROR/FHIR/JDV-J188-TypeStatutCapacite-ROR',
              ),
            ),
          ),
        ),
        ['coding-system'],
      ],
    },
    nothing: [begun().patch(UNIT, remove()), 'no-record-sent'],
  },
  {
    check: 'path-selects-the-record',
    good: goodAdd(),
    faults: {
      'another gender': [
        begun().patch(UNIT, patchBody({ type: 'replace', record: RECORD, path: recordPath(other) })),
        ['path-differs-from-value'],
      ],
      'a missing criterion': [
        begun().patch(
          UNIT,
          patchBody({
            type: 'replace',
            record: RECORD,
            path: recordPath({ ...RECORD, genderCapacityAvailable: null }),
          }),
        ),
        ['path-differs-from-value'],
      ],
      'the whole collection': [
        begun().patch(UNIT, patchBody({ type: 'replace', record: RECORD, path: COLLECTION_PATH })),
        ['path-not-selecting'],
      ],
      'a record that nothing named': [begun().patch(UNIT, replace(other)), ['record-not-asked']],
      'criteria in an add': [
        begun().patch(UNIT, patchBody({ type: 'add', record: RECORD, path: recordPath(RECORD) })),
        ['path-form'],
      ],
      'no FHIRPath': [begun().patch(UNIT, patchBody({ type: 'delete', record: RECORD, path: '((((' })), ['path-form']],
    },
  },
  {
    check: 'values-as-stimulus',
    good: goodReplace(),
    faults: {
      'another number': [begun().patch(UNIT, replace({ ...RECORD, nbCapacity: 5 })), ['other-value']],
      'another source and nature': [
        begun().patch(UNIT, replace({ ...RECORD, capacityType: '02', capacitySourceType: '01' })),
        ['other-value', 'other-value'],
      ],
      'a comment of its own': [begun().patch(UNIT, replace({ ...RECORD, comment: 'ras' })), ['other-value']],
    },
    nothing: [begun().patch(UNIT, remove()), 'no-record-sent'],
  },
  {
    check: 'update-date-is-source-time',
    good: begun().patch(UNIT, replace({ ...RECORD, capacityUpdateDate: '2026-11-23T12:53:30.000Z' })),
    faults: {
      'the sending time': [
        begun().patch(UNIT, replace({ ...RECORD, capacityUpdateDate: '2026-11-23T14:00:30+01:00' })),
        ['date-is-sending-time'],
      ],
      'an hour off': [
        begun().patch(UNIT, replace({ ...RECORD, capacityUpdateDate: '2026-11-23T13:53:30Z' })),
        ['date-not-source-time'],
      ],
      'half a minute in the future': [
        begun().patch(UNIT, replace({ ...RECORD, capacityUpdateDate: '2026-11-23T12:54:00Z' })),
        ['date-not-source-time'],
      ],
      'the new number with the old date': [
        twoReports().patch(UNIT, replace({ ...later, capacityUpdateDate: RECORD.capacityUpdateDate })),
        ['date-not-source-time'],
      ],
    },
    nothing: [begun().patch(UNIT, remove()), 'no-record-sent'],
  },
  {
    check: 'zero-is-sent',
    good: begun([zero]).patch(UNIT, replace(zero)),
    faults: { deleted: [begun([zero]).patch(UNIT, remove(zero)), ['deleted-instead-of-zero']] },
    nothing: [goodReplace(), 'nothing-sent'],
  },
  {
    check: 'delete-not-zero',
    good: begun([RECORD], 'remove-capacity').patch(UNIT, remove()),
    faults: {
      'set to zero': [begun([RECORD], 'remove-capacity').patch(UNIT, replace(zero)), ['not-deleted']],
      'the old word': [
        begun([RECORD], 'remove-capacity').patch(UNIT, patchBody({ type: 'remove', record: RECORD })),
        ['not-deleted'],
      ],
    },
    nothing: [goodReplace(), 'nothing-sent'],
  },
  {
    check: 'replace-first',
    good: goodAdd(),
    faults: {
      'add first': [begun().patch(UNIT, add()), ['not-replace-first']],
      'delete, replace, add': [
        begun().patch(UNIT, remove()).patch(UNIT, replace(), { answer: ANSWERS.indicator404 }).patch(UNIT, add()),
        ['deleted-before-write'],
      ],
      'an add when all is sent again': [
        resent().patch(UNIT, replace()).patch(UNIT, add(other)).exit('s2'),
        ['not-replace-first'],
      ],
      'replace, delete, add': [
        begun().patch(UNIT, replace()).patch(UNIT, remove()).patch(UNIT, add()),
        ['deleted-before-write'],
      ],
    },
    nothing: [begun([RECORD], 'remove-capacity').patch(UNIT, remove()), 'no-record-sent'],
  },
  {
    check: 'add-only-after-indicator-404',
    good: goodAdd(),
    faults: {
      'no replace before it': [begun().patch(UNIT, add()), ['add-without-replace']],
      'after a 404 of the Location': [refused(ANSWERS.location404).patch(UNIT, add()), ['add-after-other-answer']],
      'after a 412': [refused(ANSWERS.several412).patch(UNIT, add()), ['add-after-other-answer']],
      'after a 200': [refused(ANSWERS.ok).patch(UNIT, add()), ['add-after-other-answer']],
      'of another record': [
        begun([RECORD, other]).patch(UNIT, replace(), { answer: ANSWERS.indicator404 }).patch(UNIT, add(other)),
        ['add-without-replace'],
      ],
      'the same once more after its answer was lost': [
        begun().patch(UNIT, replace(), { answer: ANSWERS.indicator404 }).patch(UNIT, add()).lost().patch(UNIT, add()),
        ['lost-add-repeated'],
      ],
    },
  },
  {
    check: 'add-after-indicator-404',
    good: goodAdd(),
    faults: {
      'nothing follows': [refused(ANSWERS.indicator404).exit('s1'), ['no-add-after-404']],
      'an add of another record': [refused(ANSWERS.indicator404).patch(UNIT, add(other)), ['no-add-after-404']],
    },
    nothing: [refused(ANSWERS.indicator404).exit('s1', { result: 'abnormal', signal: 'SIGKILL' }), 'no-indicator-404'],
  },
  {
    check: 'no-add-after-location-404',
    good: refused(ANSWERS.location404).exit('s1', { result: 'refused', exitCode: 10 }),
    faults: { 'an add': [refused(ANSWERS.location404).patch(UNIT, add()), ['add-after-location-404']] },
    nothing: [goodReplace(), 'no-such-refusal'],
  },
  ...refusalCases({ answer: 'location-404' }, ANSWERS.location404),
  ...refusalCases({ answer: 'several-412' }, ANSWERS.several412),
  ...refusalCases({ answer: 'rules-400' }, ANSWERS.rules400),
  ...refusalCases({ answer: 'forbidden-403' }, ANSWERS.forbidden403),
  {
    check: 'refusal-reported',
    params: { answer: 'token-refused' },
    good: refusedToken().exit('s1', { result: 'refused', exitCode: 10 }),
    faults: { 'exit 0': [refusedToken().exit('s1'), ['refusal-not-reported']] },
    nothing: [goodReplace(), 'no-token-refused'],
  },
  {
    check: 'refusal-reported',
    params: { answer: 'server-not-trusted' },
    good: onlyAsked().left('auth').exit('s1', { result: 'refused', exitCode: 10 }),
    faults: { 'exit 0': [onlyAsked().left('auth').exit('s1'), ['refusal-not-reported']] },
    nothing: [goodReplace(), 'no-such-refusal'],
  },
  {
    check: 'no-api-call-without-token',
    good: refusedToken().exit('s1', { result: 'refused', exitCode: 10 }),
    faults: {
      'a PATCH all the same': [
        refusedToken().patch(UNIT, replace(), { answer: ANSWERS.login401, caller: { clientId: null, role: null } }),
        ['api-call-without-token'],
      ],
      'a read': [refusedToken().other('GET', '/ws-diffusion-fhir/Location'), ['api-call-without-token']],
    },
    nothing: [goodReplace(), 'no-token-refused'],
  },
  {
    check: 'no-tight-token-retry',
    good: refusedToken()
      .wait(5000)
      .token({ answer: { status: 401, body: '{}' } }),
    faults: {
      'five at once': [burst(5), ['token-burst']],
    },
    nothing: [goodReplace(), 'no-token-refused'],
  },
  {
    check: 'no-tight-token-retry',
    params: {},
    good: begun().refusedHandshake().wait(5000).refusedHandshake(),
    faults: {
      'five handshakes at once': [
        begun().refusedHandshake().refusedHandshake().refusedHandshake().refusedHandshake().refusedHandshake(),
        ['token-burst'],
      ],
    },
    nothing: [goodReplace(), 'no-token-refused'],
  },
  {
    check: 'back-off-grows',
    good: failing(500, 1000, 2000, 4000, 8000),
    faults: {
      'the same pause': [failing(500, 500, 500, 500, 500), ['pauses-do-not-grow']],
      'at once, with the noise of a machine': [failing(3, 8, 1, 12, 5), ['pauses-do-not-grow']],
    },
    nothing: [goodReplace(), 'too-few-tries'],
  },
  {
    check: 'retries-bounded',
    params: { atMost: 3 },
    good: failing(500, 1000),
    faults: { 'one too many': [failing(500, 1000, 2000), ['tries-without-end']] },
    nothing: [goodReplace(), 'no-temporary-failure'],
  },
  {
    check: 'retry-after-respected',
    good: refused(ANSWERS.later503).wait(2000).patch(UNIT, replace()),
    faults: { 'after a second': [refused(ANSWERS.later503).wait(900).patch(UNIT, replace()), ['came-too-early']] },
    nothing: [failing(500), 'no-retry-after'],
  },
  {
    check: 'temporary-failure-not-lost',
    good: failing(500).wait(1000).patch(UNIT, replace()).exit('s1'),
    faults: {
      'done, it says': [failing(500).exit('s1'), ['lost-without-a-word']],
      'done after a lost answer': [begun().patch(UNIT, replace()).lost().exit('s1'), ['lost-without-a-word']],
      'one of two': [
        begun([RECORD, other])
          .patch(UNIT, replace())
          .patch(UNIT, replace(other), { answer: ANSWERS.unavailable503 })
          .exit('s1'),
        ['lost-without-a-word'],
      ],
    },
    nothing: [goodReplace(), 'no-temporary-failure'],
  },
  {
    check: 'temporary-failure-not-lost',
    params: {},
    good: failing(500).exit('s1', { result: 'refused', exitCode: 10 }),
    faults: { 'a crash': [failing(500).exit('s1', { result: 'abnormal', exitCode: 1 }), ['lost-without-a-word']] },
    nothing: [failing(500), 'cannot-tell'],
  },
  {
    check: 'newest-value-only',
    good: twoReports().patch(UNIT, replace(later)).exit('s2'),
    faults: {
      'the older one first': [twoReports().patch(UNIT, replace()).patch(UNIT, replace(later)), ['older-value-sent']],
    },
    nothing: [goodReplace(), 'nothing-superseded'],
  },
  {
    check: 'no-expired-token-used',
    good: new JournalBuilder()
      .stimulus(sampleStimulus())
      .token({ expiresIn: 2 })
      .wait(3000)
      .token({ expiresIn: 2 })
      .patch(UNIT, replace()),
    faults: {
      'after its end': [
        new JournalBuilder()
          .stimulus(sampleStimulus())
          .token({ expiresIn: 2 })
          .wait(3000)
          .patch(UNIT, replace(), { answer: ANSWERS.login401, cause: 'bearer.expired' }),
        ['token-ended'],
      ],
    },
    nothing: [goodReplace(), 'no-token-ended'],
  },
  {
    check: 'one-renewal-after-401',
    good: refused(ANSWERS.login401).token().patch(UNIT, replace()),
    faults: {
      'the refused token again': [refused(ANSWERS.login401).patch(UNIT, replace()), ['refused-token-used']],
      'two tokens': [refused(ANSWERS.login401).token().token().patch(UNIT, replace()), ['several-renewals']],
      'no token': [refused(ANSWERS.login401).exit('s1'), ['no-renewal']],
    },
    nothing: [goodReplace(), 'no-401'],
  },
  {
    check: 'wrong-server-refused',
    params: { listener: 'auth' },
    // A token request on a connection of before the wrong certificate, and one after it, went to the right server.
    good: new JournalBuilder()
      .connected('auth')
      .token()
      .stimulus(sampleStimulus())
      .token()
      .connected('auth', 'f1')
      .left('auth')
      .exit('s1', { result: 'refused', exitCode: 10 })
      .connected('auth')
      .token()
      .stimulus(sampleStimulus({ id: 's2-1' }))
      .token(),
    faults: { 'a token request': [onlyAsked().connected('auth', 'f1').token().exit('s1'), ['spoke-to-wrong-server']] },
    nothing: [onlyAsked().connected('auth').token().exit('s1'), 'never-connected'],
  },
  {
    check: 'identity-as-configured',
    params: { clientId: 'supplier-client' },
    good: goodReplace(),
    faults: {
      'another client_id': [
        onlyAsked().token({ body: textBody('client_id=sandbox&grant_type=client_credentials') }),
        ['other-client-id'],
      ],
    },
    nothing: [onlyAsked(), 'no-token-request'],
  },
  {
    check: 'instance-as-handed',
    good: goodReplace().stimulus(ofInstance('b')).token({ peer: OTHER_PEER }).patch('199A000022/MED-A', replace()),
    faults: {
      'the certificate of the other': [
        goodReplace().stimulus(ofInstance('b')).patch('199A000022/MED-A', replace()),
        ['crossed-certificates'],
      ],
    },
  },
  {
    check: 'fed-as-supplier',
    good: goodReplace(),
    faults: {
      'as consumer': [
        begun().patch(UNIT, replace(), { answer: ANSWERS.forbidden403, caller: { role: 'consumer' } }),
        ['fed-as-consumer'],
      ],
    },
  },
  {
    check: 'everything-resent',
    good: resent().patch(UNIT, replace()).patch(UNIT, replace(other)).exit('s2'),
    faults: {
      'only one of two': [resent().patch(UNIT, replace()).exit('s2'), ['not-resent']],
      nothing: [resent().exit('s2', { result: 'nothing', exitCode: 11 }), ['not-resent', 'not-resent']],
    },
    nothing: [goodReplace(), 'nothing-to-resend'],
  },
  {
    check: 'nothing-sent-unchanged',
    good: repeatedReport().exit('s2', { result: 'nothing', exitCode: 11 }),
    faults: { 'the same again': [repeatedReport().patch(UNIT, replace()).exit('s2'), ['sent-unchanged']] },
    nothing: [twoReports().patch(UNIT, replace(later)), 'nothing-repeated'],
  },
  {
    check: 'nothing-sent-unchanged',
    params: {},
    good: repeatedReport().exit('s2', { result: 'nothing', exitCode: 11 }),
    faults: {
      'the same again, after a confirmed one': [
        confirmedReport()
          .exit('s2')
          .stimulus(sampleStimulus({ id: 's3' }))
          .patch(UNIT, replace())
          .exit('s3'),
        ['sent-unchanged'],
      ],
    },
    nothing: [confirmedReport().exit('s2'), 'nothing-repeated'],
  },
  {
    check: 'one-patch-per-record',
    good: goodAdd(),
    faults: { twice: [refused(ANSWERS.ok).patch(UNIT, replace()), ['sent-again']] },
    nothing: [refused(ANSWERS.rules400), 'nothing-accepted'],
  },
  {
    check: 'final-state-as-asked',
    good: goodAdd(),
    faults: {
      'never accepted': [refused(ANSWERS.media415), ['never-accepted']],
      'an older value last': [
        begun([{ ...RECORD, nbCapacity: 6 }])
          .stimulus(sampleStimulus({ id: 's2' }))
          .patch(UNIT, replace())
          .patch(UNIT, replace({ ...RECORD, nbCapacity: 6 })),
        ['other-final-state'],
      ],
      'a change that is not sent': [twoReports().exit('s2'), ['never-accepted']],
      'deleted in the end': [refused(ANSWERS.ok).patch(UNIT, remove()), ['other-final-state']],
      'put into another unit': [begun().patch('199A000014/CHIR-B', replace()), ['never-accepted']],
    },
  },
  {
    check: 'exit-as-answered',
    good: goodReplace(),
    faults: {
      'a refusal that did not happen': [
        begun().patch(UNIT, replace()).exit('s1', { result: 'refused', exitCode: 10 }),
        ['nothing-refused'],
      ],
      'a refusal after an add that was accepted': [
        refused(ANSWERS.indicator404).patch(UNIT, add()).exit('s1', { result: 'refused', exitCode: 10 }),
        ['nothing-refused'],
      ],
      'nothing to send, after it was sent': [
        begun().patch(UNIT, replace()).exit('s1', { result: 'nothing', exitCode: 11 }),
        ['nothing-refused'],
      ],
      'an exception': [
        begun().patch(UNIT, replace()).exit('s1', { result: 'abnormal', exitCode: 1 }),
        ['abnormal-end'],
      ],
      'a signal': [
        begun().patch(UNIT, replace()).exit('s1', { result: 'abnormal', exitCode: null, signal: 'SIGSEGV' }),
        ['abnormal-end'],
      ],
    },
    nothing: [begun().patch(UNIT, replace()), 'cannot-tell'],
  },
  {
    check: 'exit-as-answered',
    params: {},
    good: refused(ANSWERS.rules400).exit('s1', { result: 'refused', exitCode: 10 }),
    faults: {
      'a crash after a refusal': [
        refused(ANSWERS.rules400).exit('s1', { result: 'abnormal', exitCode: 1 }),
        ['abnormal-end'],
      ],
    },
  },
  {
    check: 'attested',
    params: { question: 'feed-stop-alert' },
    good: new JournalBuilder().answered('deployed-version', 'no').answered('feed-stop-alert', 'yes'),
    faults: {
      'a person says no': [new JournalBuilder().answered('feed-stop-alert', 'no', 'nobody looks'), ['attested-no']],
      'a person who said yes before': [
        new JournalBuilder().answered('feed-stop-alert', 'yes').answered('feed-stop-alert', 'no'),
        ['attested-no'],
      ],
    },
    nothing: [new JournalBuilder().answered('deployed-version', 'yes'), 'nobody-attests'],
    isOmitted: true,
  },
  {
    check: 'no-other-traffic',
    good: goodReplace()
      .discovery('/auth/realms/ror/.well-known/openid-configuration')
      .discovery('/auth/realms/ror/protocol/openid-connect/certs'),
    faults: { 'a read': [goodReplace().other('GET', '/ws-diffusion-fhir/Location?_id=1'), ['other-request']] },
  },
];

/** Tries of one record, all of which fail for now, after these pauses in ms. */
function failing(...pauses: readonly number[]): JournalBuilder {
  const journal = refused(ANSWERS.unavailable503);
  for (const pause of pauses) journal.wait(pause).patch(UNIT, replace(), { answer: ANSWERS.unavailable503 });
  return journal;
}

/** The sample record reported, then changed, then all of it asked for again. */
function resent(): JournalBuilder {
  return begun([RECORD, other])
    .patch(UNIT, replace())
    .patch(UNIT, replace(other))
    .exit('s1')
    .stimulus(sampleStimulus({ id: 's2', kind: 'resend-all', records: [] }));
}

function ofInstance(credential: string): ReturnType<typeof sampleStimulus> {
  const { establishment } = sampleStimulus();
  return sampleStimulus({ id: 's2', establishment: { ...establishment, credential } });
}

function onlyAsked(): JournalBuilder {
  return new JournalBuilder().mark('scenario-start').stimulus(sampleStimulus());
}

function repeatedReport(): JournalBuilder {
  return goodReplace().stimulus(sampleStimulus({ id: 's2', records: [RECORD] }));
}

/** The same figure with a newer date: it was confirmed. */
function confirmedReport(): JournalBuilder {
  const again = { ...RECORD, capacityUpdateDate: '2026-11-23T13:54:30+01:00' };
  return goodReplace()
    .stimulus(sampleStimulus({ id: 's2', records: [again] }))
    .patch(UNIT, replace(again));
}

function refusedToken(): JournalBuilder {
  return burst(1);
}

function burst(count: number): JournalBuilder {
  const journal = new JournalBuilder().mark('scenario-start').stimulus(sampleStimulus());
  for (let i = 0; i < count; i++) journal.token({ answer: { status: 401, body: '{"error":"invalid_client"}' } });
  return journal;
}

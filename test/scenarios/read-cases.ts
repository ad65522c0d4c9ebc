import { ANSWERS, JournalBuilder } from '../support/journal-builder.ts';
import type { ExchangeInput } from '../support/journal-builder.ts';
import { sampleStimulus, UNIT } from '../support/sample-scenario.ts';
import type { CheckCase } from './check-cases.ts';

const BASE = '/ws-diffusion-fhir';
const SEARCH = `${BASE}/Location?identifier=${encodeURIComponent(UNIT)}`;
const PAGE = `${BASE}?_getpages=abc&_getpagesoffset=1`;

const HEADERS = [
  ['Authorization', 'Bearer [sha256:0123456789abcdef]'],
  ['Accept', 'application/fhir+json'],
  ['Ror-Profil-Utilisateur-Code', 'CU20'],
  ['Ror-Profil-Utilisateur-System', '1.2.250.1.213.1.6.1.66'],
  ['Ror-Role-Metier-Code', 'AUTOMATE'],
  ['Ror-Role-Metier-System', '1.2.250.1.213.1.1.4.6'],
] as const;

function without(name: string): ExchangeInput['headers'] {
  return HEADERS.filter(([own]) => own !== name);
}

function bundle(identifiers: readonly string[], next?: string): NonNullable<ExchangeInput['answer']> {
  const entry = identifiers.map((value) => ({ resource: { resourceType: 'Location', identifier: [{ value }] } }));
  const link = next === undefined ? [] : [{ relation: 'next', url: `https://localhost:8443${next}` }];
  const body = JSON.stringify({ resourceType: 'Bundle', type: 'searchset', total: identifiers.length, link, entry });
  return { status: 200, body };
}

const ONE = bundle([UNIT]);
const FIRST_OF_TWO = bundle([UNIT], PAGE);

/** A journal in which a consumer was asked to read the unit back and got its token. */
function begun(): JournalBuilder {
  const caller = { role: 'consumer', clientId: 'consumer-client' } as const;
  return new JournalBuilder().stimulus(sampleStimulus({ kind: 'read-back', records: [] })).token({ caller });
}

function read(target: string, input: ExchangeInput = {}, journal = begun()): JournalBuilder {
  const caller = { role: 'consumer', clientId: 'consumer-client', token: 'token-1' } as const;
  return journal.other('GET', target, {
    headers: HEADERS,
    answer: ONE,
    ...input,
    caller: { ...caller, ...input.caller },
  });
}

function refusedReads(count: number, pauseMs = 0): JournalBuilder {
  const journal = begun();
  for (let sent = 0; sent < count; sent += 1) read(SEARCH, { answer: ANSWERS.forbidden403 }, journal.wait(pauseMs));
  return journal;
}

/** What the checks of reads say of good and of faulty journals. */
export const READ_CASES: readonly CheckCase[] = [
  {
    check: 'read-as-consumer',
    good: read(SEARCH),
    faults: {
      'as supplier': [
        read(SEARCH, { caller: { role: 'supplier' }, answer: ANSWERS.forbidden403 }),
        ['read-as-another'],
      ],
      'a page as supplier': [read(PAGE, { caller: { role: 'supplier' } }), ['read-as-another']],
    },
    nothing: [read(SEARCH, { caller: { role: null }, answer: ANSWERS.login401 }), 'no-read-answered'],
  },
  {
    check: 'read-carries-ror-headers',
    good: read(SEARCH, { headers: HEADERS.map(([name, value]) => [name.toLowerCase(), value] as const) }),
    faults: {
      'one is missing': [read(SEARCH, { headers: without('Ror-Role-Metier-Code') ?? [] }), ['ror-header-missing']],
      'one is empty': [
        read(SEARCH, { headers: [...(without('Ror-Role-Metier-Code') ?? []), ['Ror-Role-Metier-Code', ' ']] }),
        ['ror-header-missing'],
      ],
      'one is there twice': [
        read(SEARCH, { headers: [...HEADERS, ['Ror-Role-Metier-Code', 'AUTOMATE']] }),
        ['ror-header-missing'],
      ],
      'the second page has none': [
        read(PAGE, { headers: HEADERS.slice(0, 2) }, read(SEARCH, { answer: FIRST_OF_TWO })),
        ['ror-header-missing', 'ror-header-missing', 'ror-header-missing', 'ror-header-missing'],
      ],
    },
    nothing: [read(`${BASE}/metadata`, { headers: [] }), 'no-headed-read'],
  },
  {
    check: 'read-names-its-format',
    good: read(`${SEARCH}&_format=application/fhir+xml`, { headers: without('Accept') ?? [] }),
    faults: {
      'no header': [read(SEARCH, { headers: without('Accept') ?? [] }), ['no-format-named']],
      'any format': [read(SEARCH, { headers: [...(without('Accept') ?? []), ['Accept', '*/*']] }), ['no-format-named']],
    },
  },
  {
    check: 'read-names-its-format',
    params: {},
    good: read(SEARCH, {
      headers: [...(without('Accept') ?? []), ['accept', 'text/html, Application/FHIR+json;q=0.9, */*;q=0.1']],
    }),
    faults: {
      'a page of HTML': [
        read(SEARCH, { headers: [...(without('Accept') ?? []), ['Accept', 'text/html']] }),
        ['no-format-named'],
      ],
    },
  },
  {
    check: 'pages-followed',
    good: read(PAGE, {}, read(SEARCH, { answer: FIRST_OF_TWO })),
    faults: {
      'the first page only': [read(SEARCH, { answer: FIRST_OF_TWO }), ['page-not-read']],
      'the first page again and again': [
        read(SEARCH, { answer: FIRST_OF_TWO }, read(SEARCH, { answer: FIRST_OF_TWO })),
        ['page-not-read', 'page-not-read'],
      ],
    },
    nothing: [read(SEARCH, { answer: ANSWERS.forbidden403 }), 'no-bundle'],
  },
  {
    check: 'read-finds-the-unit',
    good: read(PAGE, { answer: ONE }, read(SEARCH, { answer: bundle(['199A000014/OTHER'], PAGE) })),
    faults: {
      'nothing is found': [read(`${BASE}/Location?identifier=MED-A`, { answer: bundle([]) }), ['unit-not-read']],
      'another unit': [read(SEARCH, { answer: bundle(['199A000014/OTHER']) }), ['unit-not-read']],
    },
    nothing: [read(SEARCH, { answer: { status: 200, body: '<Bundle/>' } }), 'no-bundle'],
  },
  {
    check: 'no-tight-read-retry',
    good: refusedReads(3),
    faults: { 'a burst': [refusedReads(4), ['read-burst']], 'a long burst': [refusedReads(9), ['read-burst']] },
    nothing: [read(SEARCH), 'no-such-refusal'],
  },
  {
    check: 'no-tight-read-retry',
    params: { atMost: 1, withinMs: 1000 },
    good: refusedReads(4, 2000),
    faults: { 'two at once': [refusedReads(2), ['read-burst']] },
  },
  {
    check: 'refusal-reported',
    params: { answer: 'read-refused' },
    good: refusedReads(1).exit('s1', { result: 'refused', exitCode: 10 }),
    faults: { 'done, it says': [refusedReads(1).exit('s1'), ['refusal-not-reported']] },
    nothing: [read(SEARCH).exit('s1'), 'no-such-refusal'],
  },
];

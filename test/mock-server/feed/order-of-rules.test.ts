import { describe, expect, it } from 'vitest';
import { FEED_RULES } from '../../../mock-server/feed/feed-rules.ts';
import type { Caller, IncomingRequest } from '../../../mock-server/http/exchange.ts';
import {
  CONSUMER,
  inProcessMock,
  operation,
  parameters,
  patchOf,
  SUPPLIER,
  withHeaders,
  WOMEN,
} from '../in-process.ts';

interface Fault {
  readonly code: string;
  readonly status: number;
  /** Makes the request have this fault and no other. */
  readonly change: (request: IncomingRequest) => IncomingRequest;
  readonly caller?: Caller;
}

const body = (...args: Parameters<typeof operation>): Buffer =>
  Buffer.from(JSON.stringify(parameters(operation(...args))));

/** Every refusal of the default settings, in the order of Q35: a request that has several gets the first. */
const FAULTS: readonly Fault[] = [
  {
    code: 'feed.content-type',
    status: 415,
    change: (r) => ({ ...r, headers: [['Content-Type', 'application/json']] }),
  },
  { code: 'http.body-too-large', status: 413, change: (r) => ({ ...r, bodyTooLarge: true }) },
  { code: 'feed.body-not-json', status: 400, change: (r) => ({ ...r, body: Buffer.from('{') }) },
  { code: 'feed.identifier-missing', status: 400, change: (r) => ({ ...r, query: '' }) },
  { code: 'feed.location-not-found', status: 404, change: (r) => ({ ...r, query: 'identifier=199A000014/NONE' }) },
  { code: 'feed.several-locations', status: 412, change: (r) => ({ ...r, query: 'identifier=199A000014/DUP-1' }) },
  { code: 'feed.role', status: 403, change: (r) => r, caller: CONSUMER },
  {
    code: 'feed.establishment-not-listed',
    status: 403,
    change: (r) => r,
    caller: { ...SUPPLIER, establishments: new Set(['99A000022']) },
  },
  { code: 'feed.unknown-type', status: 400, change: (r) => ({ ...r, body: body('put', WOMEN) }) },
  {
    code: 'indicator.unknown-value',
    status: 400,
    change: (r) => ({ ...r, body: body('add', { ...WOMEN, capacityStatus: '02', genderCapacityAvailable: null }) }),
  },
  {
    code: 'feed.indicator-not-found',
    status: 404,
    change: (r) => ({ ...r, body: body('replace', { ...WOMEN, genderCapacityAvailable: '04' }) }),
  },
  { code: 'feed.duplicate-record', status: 400, change: (r) => ({ ...r, body: body('add', WOMEN) }) },
];

const good = patchOf(parameters(operation('replace', WOMEN)));

/** Faults of the body exclude each other: one body has one. */
const isBodyFault = (fault: Fault): boolean => fault.change(good).body !== good.body;
const isQueryFault = (fault: Fault): boolean => fault.change(good).query !== good.query;
const isCallerFault = (fault: Fault): boolean => fault.caller !== undefined;

describe('a PATCH with one fault', () => {
  it('is accepted without any', async () => {
    expect((await inProcessMock().patch(good)).status).toBe(200);
  });

  it.each(FAULTS)('gets $status $code', async ({ code, status, change, caller }) => {
    const outcome = await inProcessMock().patch(change(good), caller);
    // Rule a comes before b in the answer: the cause is the first issue.
    const expected = code === 'indicator.unknown-value' ? 'indicator.other-nature' : code;
    expect([outcome.status, outcome.code]).toEqual([status, expected]);
    expect(outcome.answer).toBeNull();
    expect(outcome.issues[0]).toMatchObject({ severity: 'error', diagnostics: expect.stringMatching(/\S/) });
  });

  it('changes nothing when it is refused', async () => {
    const mock = inProcessMock();
    const before = mock.store.views();
    for (const { change, caller } of FAULTS) {
      await mock.patch(change(good), caller);
    }
    expect(mock.store.views()).toEqual(before);
  });
});

describe('a PATCH with two faults', () => {
  const pairs = FAULTS.flatMap((first, i) =>
    FAULTS.slice(i + 1)
      .filter(
        (second) =>
          !(isBodyFault(first) && isBodyFault(second)) &&
          !(isQueryFault(first) && isQueryFault(second)) &&
          !(isCallerFault(first) && isCallerFault(second)),
      )
      .map((second) => ({ first, second, name: `${first.code} before ${second.code}` })),
  );

  it.each(pairs)('gets $name', async ({ first, second }) => {
    const request = first.change(second.change(good));
    const outcome = await inProcessMock().patch(request, first.caller ?? second.caller);
    const expected = first.code === 'indicator.unknown-value' ? 'indicator.other-nature' : first.code;
    expect([outcome.status, outcome.code]).toEqual([first.status, expected]);
  });

  it('has pairs that cover every rule which refuses by default', () => {
    expect(pairs.length).toBeGreaterThan(40);
    expect(FEED_RULES).toHaveLength(13);
    expect(new Set(FEED_RULES.map(({ name }) => name)).size).toBe(FEED_RULES.length);
  });
});

describe('the Content-Type', () => {
  it.each([
    'application/fhir+json',
    'application/fhir+json;charset=UTF-8',
    'application/fhir+json; charset="utf-8"',
    'Application/FHIR+JSON ; charset=utf-8 ; fhirVersion=4.0',
  ])('%s is accepted', async (type) => {
    const outcome = await inProcessMock().patch({ ...good, headers: [['content-type', type]] });
    expect(outcome.status).toBe(200);
  });

  it.each([
    ['application/json'],
    ['application/json-patch+json'],
    ['application/fhir+xml'],
    ['application/fhir+json; charset=iso-8859-1'],
    ['application/fhir+jsonx'],
    [''],
  ])('%s is refused', async (type) => {
    const outcome = await inProcessMock().patch({ ...good, headers: [['Content-Type', type]] });
    expect([outcome.status, outcome.issues[0]?.code]).toEqual([415, 'not-supported']);
  });

  it('is refused when it is absent or sent twice', async () => {
    expect((await inProcessMock().patch({ ...good, headers: [] })).status).toBe(415);
    const twice = withHeaders(['content-type', 'application/fhir+json']);
    expect((await inProcessMock().patch({ ...good, headers: twice })).status).toBe(415);
  });
});

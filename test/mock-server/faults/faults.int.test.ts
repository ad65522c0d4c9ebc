import { Agent } from 'node:https';
import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { samplePatch } from '../../../harness/cli/mock-sample.ts';
import { connectMockRor } from '../../../mock-server/index.ts';
import type { Fault, MockRor } from '../../../mock-server/index.ts';
import { patchBody } from '../../support/capacity-body.ts';
import { CLIENT_ID, RunningMock } from '../running-mock.ts';
import type { Reply } from '../running-mock.ts';

const CONTROL = 'control-token-of-the-test';
const UNIT = '199A000014/MED-A';

describe('a planned fault', () => {
  let running: RunningMock;
  let mock: MockRor;
  let token = '';
  beforeAll(async () => {
    running = await RunningMock.start({ control: { token: CONTROL } });
    mock = running.mock;
    token = await running.token();
  });
  afterAll(() => running.close());
  afterEach(() => mock.reset());

  const versionOf = async (): Promise<number> => (await mock.findLocations(UNIT))[0]?.versionId ?? 0;
  const askToken = (): Promise<Reply> => running.askToken({ client_id: CLIENT_ID, grant_type: 'client_credentials' });
  const told = (): Promise<number | string> =>
    askToken().then(
      ({ status }) => status,
      () => 'cut',
    );
  async function patch(): Promise<Reply> {
    const record = (await mock.findLocations(UNIT))[0]?.records[0];
    if (record === undefined) throw new Error('no record');
    return await running.patch(token, UNIT, samplePatch(record, record.nbCapacity + 1, new Date().toISOString()));
  }

  it.each([
    [{ kind: 'status', status: 429, retryAfterS: 1 }, 429, '1'],
    [{ kind: 'status', status: 503 }, 503, undefined],
    [{ kind: 'status', status: 500 }, 500, undefined],
    [{ kind: 'status', status: 502 }, 502, undefined],
  ] as const)('%o answers so, once, and changes nothing', async (action, status, retryAfter) => {
    const id = await mock.addFault({ listener: 'api', action });
    const before = await versionOf();
    const reply = await patch();
    expect([reply.status, reply.headers['retry-after']]).toEqual([status, retryAfter]);
    expect(reply.headers['content-type']).toMatch(status === 502 ? /^text\/html/ : /^application\/fhir\+json/);
    expect(await versionOf()).toBe(before);
    expect(await running.lastExchange()).toMatchObject({ fault: id, cause: { code: 'fault.answered', seen: id } });
    expect((await patch()).status).toBe(200);
    expect(await running.lastExchange()).not.toHaveProperty('fault');
  });

  it.each([
    ['before-handling', 0],
    ['before-answer', 1],
    ['within-answer', 1],
  ] as const)('reset %s: the client is cut, the journal says so, and %i change was made', async (when, changes) => {
    const id = await mock.addFault({ listener: 'api', action: { kind: 'reset', when } });
    const before = await versionOf();
    const head = await mock.journalHead();
    await expect(patch()).rejects.toThrow(/ECONNRESET|socket hang up|aborted/);
    expect((await versionOf()) - before).toBe(changes);
    const { exchange } = await running.waitFor('delivery', head);
    const { seq, fault, answer } = await running.lastExchange();
    expect([exchange, fault]).toEqual([seq, id]);
    expect(answer.status).toBe(when === 'before-handling' ? 503 : 200);
  });

  it('reset after-answer: the answer comes whole, then the connection ends unannounced', async () => {
    await mock.addFault({ listener: 'api', action: { kind: 'reset', when: 'after-answer' } });
    const reply = await patch();
    expect([reply.status, JSON.parse(reply.text).resourceType]).toEqual([200, 'Location']);
  });

  it('spoils the body: cut in its middle, or no JSON; the journal holds what travelled and no token', async () => {
    await mock.addFault({ listener: 'api', action: { kind: 'truncated-body' } });
    const cut = await patch();
    expect(cut.status).toBe(200);
    expect(() => JSON.parse(cut.text)).toThrow(SyntaxError);
    expect((await running.lastExchange()).answer.body).toMatchObject({ form: 'text', text: cut.text });
    await mock.addFault({ listener: 'api', action: { kind: 'not-json' } });
    expect((await patch()).text).toBe('OK');
    await mock.addFault({ listener: 'auth', action: { kind: 'truncated-body' } });
    const { text } = await askToken();
    expect(text).toContain('"access_token":"ey');
    expect(JSON.stringify(await running.lastExchange())).not.toContain(text.slice(17, 60));
  });

  it.each([
    { kind: 'delay', delayMs: 150 },
    { kind: 'slow-drip', overMs: 150 },
  ] as const)('%o gives the right answer, late', async (action) => {
    await mock.addFault({ listener: 'api', action });
    const startedAt = performance.now();
    const reply = await patch();
    expect(performance.now() - startedAt).toBeGreaterThan(120);
    expect([reply.status, JSON.parse(reply.text).resourceType]).toEqual([200, 'Location']);
  });

  it('meets calls from the one it names, as often as it says, of its listener and participant only', async () => {
    const action = { kind: 'status', status: 503 } as const;
    await mock.addFault({ listener: 'auth', participant: 'supplier', from: 2, times: 2, action });
    await mock.addFault({ participant: 'consumer', action });
    const statuses: number[] = [];
    for (let call = 0; call < 4; call += 1) statuses.push((await askToken()).status, (await patch()).status);
    expect(statuses).toEqual([200, 200, 503, 200, 503, 200, 200, 200]);
    expect(await mock.faults()).toMatchObject([
      { seen: 4, hits: 2 },
      { participant: 'consumer', seen: 0, hits: 0 },
    ]);
  });

  it.each([
    [400, 'business-rule', undefined],
    [403, 'forbidden', undefined],
    [412, 'multiple-matches', ['Location']],
  ] as const)('%i refuses the add alone, with the issue %s', async (status, code, expression) => {
    await mock.addFault({ operation: 'add', action: { kind: 'status', status } });
    expect((await patch()).status).toBe(200);
    const record = (await mock.findLocations(UNIT))[0]?.records[0];
    if (record === undefined) throw new Error('no record');
    await mock.setRecords({ identifier: UNIT, records: [] });
    const body = patchBody({ type: 'add', record });
    const refused = await running.patch(token, UNIT, body);
    const [issue] = JSON.parse(refused.text).issue;
    expect([refused.status, issue.code, issue.expression]).toEqual([status, code, expression]);
    expect((await mock.findLocations(UNIT))[0]?.records).toEqual([]);
    expect((await running.patch(token, UNIT, body)).status).toBe(200);
  });

  it('meets the later calls of a connection only, or the first only', async () => {
    const agent = new Agent({ keepAlive: true });
    const call = (): Promise<number | string> =>
      running.ask(running.tokenUrl.replace(/token$/, 'certs'), { agent }).then(
        ({ status }) => status,
        () => 'cut',
      );
    try {
      await mock.addFault({
        listener: 'auth',
        connection: 'reused',
        action: { kind: 'reset', when: 'before-handling' },
      });
      expect([await call(), await call(), await call()]).toEqual([200, 'cut', 200]);
      await mock.addFault({ listener: 'auth', connection: 'new', action: { kind: 'status', status: 503 } });
      expect([await call(), await call()]).toEqual([200, 200]);
    } finally {
      agent.destroy();
    }
  });

  it('401 in the middle of a batch: a good token is refused once, then taken again', async () => {
    const id = await mock.addFault({ call: 'feed', from: 2, action: { kind: 'status', status: 401 } });
    const replies = [await patch(), await patch(), await patch()];
    expect(replies.map(({ status }) => status)).toEqual([200, 401, 200]);
    expect(replies[1]?.headers['www-authenticate']).toBe('Bearer realm="ror", error="invalid_token"');
    expect(JSON.parse(replies[1]?.text ?? '')).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ code: 'login' }],
    });
    const [, refused] = (await running.exchanges()).slice(-3);
    expect(refused).toMatchObject({ fault: id, cause: { code: 'fault.answered' }, effect: null });
  });

  it('401 on the token call is worded as by Keycloak', async () => {
    await mock.addFault({ call: 'token', action: { kind: 'status', status: 401 } });
    const reply = await askToken();
    expect([reply.status, reply.text]).toEqual([
      401,
      '{"error":"invalid_client","error_description":"Invalid client or Invalid client credentials"}',
    ]);
    expect(reply.headers['cache-control']).toBe('no-store');
  });

  it.each([
    ['503', { kind: 'status', status: 503, retryAfterS: 1 }],
    ['a reset', { kind: 'reset', when: 'before-handling' }],
    ['a reset after it was handled', { kind: 'reset', when: 'before-answer' }],
  ] as const)('the token endpoint is down alone, by %s: keys and API go on', async (_name, action) => {
    await mock.addFault({ call: 'token', times: 2, action });
    const expected = action.kind === 'status' ? 503 : 'cut';
    expect(await told()).toBe(expected);
    expect((await running.ask(running.tokenUrl.replace(/token$/, 'certs'))).status).toBe(200);
    expect((await patch()).status).toBe(200);
    expect(await told()).toBe(expected);
    expect(await told()).toBe(200);
    expect(await mock.faults()).toMatchObject([{ seen: 3, hits: 2 }]);
  });

  it.each([0, 5])(
    'a token that ends %i s after its issue says 300 and is answered as expired from then on',
    async (afterS) => {
      await mock.addFault({ action: { kind: 'token-ends-early', afterS } });
      expect((await running.ask(running.tokenUrl.replace(/token$/, 'certs'))).status).toBe(200); // no token call: not met
      const { access_token: short, expires_in: says } = JSON.parse((await askToken()).text);
      const { exp = 0, iat = 0 } = decodeJwt(short);
      expect([says, exp - iat]).toEqual([300, 300]);
      await mock.setClockOffset(-1_000);
      expect((await running.patch(short)).status).toBe(400);
      await mock.setClockOffset(afterS * 1_000);
      const reply = await running.patch(short);
      expect([reply.status, reply.headers['www-authenticate']]).toEqual([
        401,
        'Bearer realm="ror", error="invalid_token"',
      ]);
      expect(JSON.parse(reply.text)).toMatchObject({ issue: [{ code: 'expired' }] });
      expect((await running.lastExchange()).cause).toMatchObject({
        code: 'bearer.ended-early',
        requirement: 'ROR-TOKEN-LIFETIME',
      });
      const next = JSON.parse((await askToken()).text).access_token;
      expect((await running.patch(next)).status).toBe(400);
    },
  );

  it('knows the participant of an API call by its token', async () => {
    await mock.addFault({ listener: 'api', participant: 'supplier', action: { kind: 'status', status: 500 } });
    expect((await running.patch(null)).status).toBe(401);
    expect((await running.patch('not.a.token')).status).toBe(401);
    expect((await patch()).status).toBe(500);
  });

  it('is armed, hit and cleared in the journal, also over the control API, and reset clears it', async () => {
    const { controlUrl } = (await mock.describe()).addresses;
    const remote = await connectMockRor(controlUrl ?? '', CONTROL);
    const head = await mock.journalHead();
    const id = await remote.addFault({ listener: 'auth', action: { kind: 'status', status: 429 } });
    expect(await remote.faults()).toEqual(await mock.faults());
    expect((await askToken()).status).toBe(429);
    await remote.clearFaults();
    await remote.addFault({ action: { kind: 'not-json' } });
    await mock.reset();
    expect(await remote.faults()).toEqual([]);
    const entries = await mock.readJournal({ from: head + 1, kinds: ['fault'] });
    expect(entries.map((entry) => entry.kind === 'fault' && entry.action)).toEqual([
      'armed',
      'hit',
      'cleared',
      'armed',
      'cleared',
    ]);
    expect(entries[1]).toMatchObject({ fault: { id, hits: 1 } });
    await remote.close();
  });

  it.each([
    [{ participant: 'nobody', action: { kind: 'not-json' } }, 'nobody'],
    [{ times: 0, action: { kind: 'not-json' } }, 'times'],
    [{ action: { kind: 'delay', delayMs: 1e9 } }, 'delayMs'],
    [{ call: 'token', listener: 'api', action: { kind: 'not-json' } }, 'a token call comes to auth'],
    [{ call: 'feed', listener: 'auth', action: { kind: 'not-json' } }, 'a feed call comes to api'],
    [{ call: 'read', action: { kind: 'token-ends-early', afterS: 1 } }, 'call: read'],
    [{ listener: 'api', action: { kind: 'token-ends-early', afterS: 1 } }, 'listener: api'],
    [{ call: 'feed', action: { kind: 'server-certificate', certificate: 'expired' } }, 'call:'],
    [{ connection: 'new', action: { kind: 'server-certificate', certificate: 'expired' } }, 'connection:'],
    [{ call: 'token', operation: 'add', action: { kind: 'not-json' } }, 'operation: add'],
    [{ listener: 'auth', operation: 'add', action: { kind: 'not-json' } }, 'a feed call comes to api'],
  ] as const)('%o is refused', async (fault: Fault, named) => {
    const error: unknown = await mock.addFault(fault).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'mock.bad-fault', message: expect.stringContaining(named) });
    expect(await mock.faults()).toEqual([]);
  });
});

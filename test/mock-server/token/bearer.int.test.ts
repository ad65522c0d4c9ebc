import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Participant } from '../../../mock-server/index.ts';
import { RunningMock } from '../running-mock.ts';

describe('the bearer token of the API', () => {
  let running: RunningMock;
  beforeAll(async () => {
    running = await RunningMock.start();
  });
  afterAll(async () => {
    await running.close();
  });
  afterEach(async () => {
    await running.mock.reset();
  });

  const supplier = async (): Promise<Participant> => {
    const found = (await running.mock.participants()).find(({ id }) => id === 'supplier');
    if (found === undefined) throw new Error('no supplier');
    return found;
  };

  it('is asked for with a challenge', async () => {
    const reply = await running.patch(null);
    expect([reply.status, reply.headers['www-authenticate']]).toEqual([401, 'Bearer realm="ror"']);
    expect(JSON.parse(reply.text).issue[0]).toMatchObject({ severity: 'error', code: 'login' });
    expect((await running.lastExchange()).cause?.code).toBe('bearer.missing');
  });

  it.each([
    ['garbage', 'garbage', 'bearer.bad-signature'],
    ['another scheme', 'Basic dXNlcjpwdw==', 'bearer.malformed'],
    ['nothing after the scheme', 'Bearer ', 'bearer.malformed'],
  ])('refuses %s', async (_case, value, code) => {
    const authorization = value === 'garbage' ? `Bearer ${value}` : value;
    const headers = { authorization, 'content-type': 'application/fhir+json' };
    const reply = await running.ask(`${running.feedUrl}/Location?identifier=x`, {
      method: 'PATCH',
      headers,
      body: '{}',
    });
    expect(reply.status).toBe(401);
    expect((await running.lastExchange()).cause?.code).toBe(code);
  });

  it.each([
    ['the scheme was forgotten', (token: string) => token],
    ['a colon stands after it', (token: string) => `Bearer:${token}`],
    ['an equals sign stands after it', (token: string) => `token=${token}`],
    ['a blank stands in it', (token: string) => `${token} ${token}`],
  ])('is never shown by the refusal when %s', async (_case, write) => {
    const token = await running.token();
    const reply = await running.ask(`${running.readUrl}/Location?_count=1`, {
      headers: { authorization: write(token) },
    });
    expect(reply.status).toBe(401);
    const entry = await running.lastExchange();
    expect(entry.cause).toMatchObject({ code: 'bearer.malformed', seen: 'no scheme' });
    expect(JSON.stringify(entry)).not.toContain(token);
  });

  it('is not shown when it stands in a query that cannot be decoded', async () => {
    const token = await running.token();
    const headers = { authorization: `Bearer ${token}` };
    for (const url of [running.readUrl, running.feedUrl]) {
      const method = url === running.feedUrl ? 'PATCH' : 'GET';
      const reply = await running.ask(`${url}/Location?access_token=${token}%zz`, { method, headers });
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(reply.text).not.toContain(token);
      expect(JSON.stringify(await running.lastExchange())).not.toContain(token);
    }
  });

  it('refuses two Authorization headers, also when the first is good', async () => {
    const good = `Bearer ${await running.token()}`;
    const url = `${running.readUrl}/Location?_count=1`;
    expect((await running.ask(url, { headers: { Authorization: [good] } })).status).not.toBe(401);
    for (const authorization of [
      [good, 'Bearer other'],
      [good, good],
    ]) {
      const reply = await running.ask(url, { headers: { Authorization: authorization } });
      expect(reply.status).toBe(401);
      expect(JSON.parse(reply.text).issue[0]).toMatchObject({ severity: 'error', code: 'login' });
      const { cause } = await running.lastExchange();
      expect(cause).toMatchObject({ code: 'bearer.malformed', seen: '2 Authorization' });
    }
  });

  it('refuses a token of another key and one without signature', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const claims = { azp: 'rorkit-supplier', sub: 'x' };
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256' })
      .setExpirationTime('1h')
      .sign(privateKey);
    const [, payload = ''] = (await running.token()).split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    for (const token of [forged, none]) {
      expect((await running.patch(token)).status).toBe(401);
      expect((await running.lastExchange()).cause?.code).toBe('bearer.bad-signature');
    }
  });

  it('never reads a token in the URL, and does not journal it', async () => {
    const token = await running.token();
    const reply = await running.ask(`${running.feedUrl}/Location?identifier=x&access_token=${token}`, {
      method: 'PATCH',
    });
    expect(reply.status).toBe(401);
    const exchange = await running.lastExchange();
    expect(exchange.cause?.code).toBe('bearer.in-query');
    expect(exchange.request.target).not.toContain(token);
  });

  it('expires by the clock of the mock, also when it was accepted before', async () => {
    const token = await running.token();
    expect((await running.patch(token)).status).toBe(400);
    await running.mock.setClockOffset(301_000);
    const reply = await running.patch(token);
    expect(reply.status).toBe(401);
    expect(reply.headers['www-authenticate']).toBe('Bearer realm="ror", error="invalid_token"');
    expect(JSON.parse(reply.text).issue[0]).toMatchObject({ code: 'expired' });
    expect((await running.lastExchange()).cause?.code).toBe('bearer.expired');
    await running.mock.setClockOffset(0);
    expect((await running.patch(token)).status).toBe(400);
  });

  it('loses an establishment at once when the list changes', async () => {
    const token = await running.token();
    const member = await supplier();
    expect((await running.patch(token, '199A000022/MED-1')).status).toBe(400);
    const [certificate] = member.certificates;
    if (certificate === undefined) throw new Error('no certificate');
    const certificates = [{ ...certificate, establishments: ['99A000014'] }];
    await running.mock.putParticipant({ ...member, certificates });
    expect((await running.patch(token, '199A000022/MED-1')).status).toBe(403);
    await running.mock.putParticipant({ ...member, certificates: [] });
    expect((await running.patch(token)).status).toBe(403);
    await running.mock.putParticipant({ ...member, state: 'suspended' });
    expect((await running.patch(token)).status).toBe(401);
    expect((await running.lastExchange()).cause?.code).toBe('trust.client-suspended');
  });

  it.each([
    ['requested', {}, 'trust.client-not-yet'],
    ['whitelisted', { opening: '2999-01-01T00:00:00Z' }, 'trust.not-open-yet'],
  ] as const)('is refused for a participant that is %s but not open, with its own cause', async (state, more, code) => {
    const token = await running.token();
    await running.mock.putParticipant({ ...(await supplier()), state, ...more });
    expect((await running.patch(token)).status).toBe(401);
    expect((await running.lastExchange()).cause?.code).toBe(code);
    await running.mock.changeSettings({ rightsCheck: 'token' });
    expect((await running.patch(token)).status).toBe(400);
  });

  it('keeps the rights it was issued with when rightsCheck is token', async () => {
    await running.mock.changeSettings({ rightsCheck: 'token' });
    const token = await running.token();
    const member = await supplier();
    await running.mock.putParticipant({ ...member, certificates: [] });
    expect((await running.patch(token, '199A000022/MED-1')).status).toBe(400);
    await running.mock.changeSettings({ rightsCheck: 'request' });
    expect((await running.patch(token, '199A000022/MED-1')).status).toBe(403);
  });

  it('stays good over a reset', async () => {
    const token = await running.token();
    await running.mock.reset();
    expect((await running.patch(token)).status).toBe(400);
  });
});

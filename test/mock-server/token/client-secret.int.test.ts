import { createHash } from 'node:crypto';
import { assert, asyncProperty, base64String, constant, oneof, string } from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Participant } from '../../../mock-server/index.ts';
import { CLIENT_ID, RunningMock } from '../running-mock.ts';
import type { Ask, Reply } from '../running-mock.ts';

const SECRET = 'Très-secret: 100 % +/=&';
const ID = 'open data:1';
const INVALID = '{"error":"invalid_client","error_description":"Invalid client or Invalid client credentials"}';
const WRONG = '{"error":"unauthorized_client","error_description":"Invalid client or Invalid client credentials"}';

interface Asked extends Omit<Ask, 'headers'> {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
}

const basic = (id: string, secret: string): string => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const encoded = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+');

describe('a client secret', () => {
  let running: RunningMock;
  const logged: string[] = [];
  beforeAll(async () => {
    running = await RunningMock.start({ log: (text) => logged.push(text) });
  });
  afterAll(() => running.close());
  beforeEach(() => put({}));
  afterEach(() => running.mock.reset());

  /** A client of access profile 0 with the secret. */
  async function put(changes: Partial<Participant>): Promise<void> {
    await running.mock.putParticipant({
      id: 'open-data',
      clientId: ID,
      role: 'consumer',
      kind: 'saas',
      certificates: [],
      accessProfile: 0,
      clientSecretSha256: createHash('sha256').update(SECRET).digest('hex'),
      region: '',
      state: 'whitelisted',
      ...changes,
    });
  }

  async function ask(form: Record<string, string>, more: Asked = {}): Promise<Reply> {
    const { query = '', headers = {}, ...rest } = more;
    return await running.ask(`${running.tokenUrl}${query}`, {
      method: 'POST',
      ...rest,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString(),
    });
  }

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['the form', { client_id: ID, client_secret: SECRET }, {}],
    ['HTTP Basic, encoded as RFC 6749 asks', {}, { authorization: basic(encoded(ID), encoded(SECRET)) }],
    [
      'the form, which counts before HTTP Basic',
      { client_id: ID, client_secret: SECRET },
      { authorization: basic('x', 'y') },
    ],
  ])('of profile 0 gets a token without any certificate, from %s', async (_where, form, headers) => {
    const reply = await ask(form, { headers });
    expect(reply.status).toBe(200);
    const { caller, cause } = await running.lastExchange();
    expect([caller.clientId, caller.role, cause]).toEqual([ID, 'consumer', null]);
    const token = String(JSON.parse(reply.text).access_token);
    expect((await running.patch(token)).status).toBe(403); // known to the API, and no supplier
  });

  it('is taken from HTTP Basic as it stands when it is not encoded', async () => {
    await put({ clientId: 'plain', clientSecretSha256: createHash('sha256').update('50%').digest('hex') });
    expect((await ask({}, { headers: { authorization: basic('plain', '50%') } })).status).toBe(200);
  });

  it.each<[string, Record<string, string>, Record<string, string>, string, string | null]>([
    ['none', { client_id: ID }, {}, 'token.secret-missing', 'client_secret'],
    ['an empty one', { client_id: ID, client_secret: '' }, {}, 'token.secret-wrong', 'client_secret'],
    ['another one', { client_id: ID, client_secret: 'x' }, {}, 'token.secret-wrong', 'client_secret'],
    ['another one in Basic', {}, { authorization: basic(encoded(ID), 'x') }, 'token.secret-wrong', 'Authorization'],
    [
      'a Basic without a colon',
      { client_id: ID },
      { authorization: 'Basic eA==' },
      'token.secret-missing',
      'client_secret',
    ],
  ])('refuses %s with 401, the journal with its cause', async (...row) => {
    const [, form, headers, code, where] = row;
    const reply = await ask(form, { headers });
    expect([reply.status, reply.text]).toEqual([401, WRONG]);
    expect((await running.lastExchange()).cause).toMatchObject({ code, where });
  });

  it.each([
    ['form', { client_id: CLIENT_ID, client_secret: SECRET }, {}, 'client_secret'],
    ['Basic', {}, { authorization: basic(CLIENT_ID, SECRET) }, 'Authorization'],
  ] as const)('is not for another access profile (%s), which is told as any other client', async (...row) => {
    const [, form, headers, where] = row;
    const reply = await ask(form, { headers });
    expect([reply.status, reply.text]).toEqual([401, INVALID]);
    expect((await running.lastExchange()).cause).toMatchObject({ code: 'token.secret-not-allowed', where });
    expect((await ask({ client_id: CLIENT_ID, client_secret: 'x' }, { leaf: 'good' })).status).toBe(200);
  });

  it('cannot be had by another access profile, nor be no thumbprint', async () => {
    await expect(put({ accessProfile: 1 })).rejects.toMatchObject({ code: 'mock.bad-participant' });
    await expect(put({ clientSecretSha256: SECRET })).rejects.toMatchObject({ code: 'mock.bad-participant' });
  });

  it('has to be there for a client of profile 0 without a certificate; with one, the certificate counts', async () => {
    await put({ clientSecretSha256: undefined });
    const half = await ask({ client_id: ID, client_secret: SECRET });
    expect([half.status, JSON.parse(half.text)]).toEqual([
      400,
      { error: 'unauthorized_client', error_description: 'Client credentials setup required' },
    ]);
    expect((await running.lastExchange()).cause?.code).toBe('token.half-configured');
    const { subjectDn } = running.pki.leaves['other-subject'];
    await put({ clientSecretSha256: undefined, certificates: [{ subjectDn, establishments: [] }] });
    expect((await ask({ client_id: ID }, { leaf: 'other-subject' })).status).toBe(200);
  });

  it('is refused while its client is suspended, whatever it is', async () => {
    await put({ state: 'suspended' });
    expect((await ask({ client_id: ID, client_secret: SECRET })).text).toBe(INVALID);
    expect((await running.lastExchange()).cause?.code).toBe('trust.client-suspended');
  });

  it('stands nowhere in the journal: form, Basic, query, participant', async () => {
    const raw = Buffer.from(`${ID}:${SECRET}`).toString('base64');
    await ask({ client_id: ID, client_secret: SECRET });
    await ask({}, { headers: { authorization: basic(ID, SECRET) } });
    await ask({ client_id: ID }, { query: `?client_secret=${encodeURIComponent(SECRET)}` });
    const journal = JSON.stringify(await running.mock.readJournal());
    for (const secret of [SECRET, encodeURIComponent(SECRET), encoded(SECRET), raw, basic(ID, SECRET).slice(6)]) {
      expect(journal).not.toContain(secret);
    }
    expect(journal).toContain('client_secret=[sha256:');
    expect(journal).toContain('Basic [sha256:');
  });

  it('any Authorization header is read or passed over, never a 500, and its secret is not in the journal', async () => {
    const value = oneof(base64String({ maxLength: 60 }), string({ maxLength: 40 }), constant(''));
    await assert(
      asyncProperty(value, async (text) => {
        const header = `Basic ${text.replaceAll(/[^\x21-\x7e]/g, '.')}`;
        const reply = await ask({ client_id: ID }, { headers: { authorization: header } });
        expect([200, 401]).toContain(reply.status);
        expect((await running.lastExchange()).cause?.code).toMatch(/^token\.secret-(missing|wrong)$/);
      }),
      { numRuns: 40 },
    );
    expect(logged).toEqual([]);
  });
});

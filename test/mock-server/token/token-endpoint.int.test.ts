import { createHash, X509Certificate } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LeafName } from '../../../certs/pki.ts';
import { CLIENT_ID, RunningMock } from '../running-mock.ts';

const GOOD = { client_id: CLIENT_ID, grant_type: 'client_credentials' };
const INVALID = '{"error":"invalid_client","error_description":"Invalid client or Invalid client credentials"}';

async function publishedKeys(mock: RunningMock): Promise<Record<string, string | string[]>[]> {
  return JSON.parse((await mock.ask(mock.tokenUrl.replace(/token$/, 'certs'))).text).keys;
}

describe('token endpoint', () => {
  let running: RunningMock;
  beforeAll(async () => {
    running = await RunningMock.start();
  });
  afterAll(async () => {
    await running.close();
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('gives a token to a listed certificate over %s', async (version) => {
    const reply = await running.askToken(GOOD, { leaf: 'good', minVersion: version, maxVersion: version });
    expect(reply.status).toBe(200);
    const answer = JSON.parse(reply.text);
    expect(Object.keys(answer)).toEqual([
      'access_token',
      'expires_in',
      'refresh_expires_in',
      'token_type',
      'not-before-policy',
      'scope',
    ]);
    expect(answer).toMatchObject({
      expires_in: 300,
      refresh_expires_in: 0,
      token_type: 'Bearer',
      'not-before-policy': 0,
      scope: 'profile email',
    });
    const { tls } = await running.lastExchange();
    expect(tls).toMatchObject({ version, resumed: false, verification: 'ok', serverName: 'localhost' });
    expect(tls.peer?.subjectDn).toBe(running.pki.leaves.good.subjectDn);
  });

  it('publishes two RSA keys with the certificates that the realm gave itself', async () => {
    const keys = await publishedKeys(running);
    expect(keys.map(({ kty, alg, use }) => [kty, alg, use])).toEqual([
      ['RSA', 'RS256', 'sig'],
      ['RSA', 'RSA-OAEP', 'enc'],
    ]);
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(2);
    for (const key of keys) {
      expect(Object.keys(key)).toEqual(['kid', 'kty', 'alg', 'use', 'x5c', 'x5t', 'x5t#S256', 'n', 'e']);
      const der = Buffer.from(String(key['x5c']), 'base64');
      const certificate = new X509Certificate(der);
      expect(certificate.subject).toBe('CN=ror');
      expect(certificate.verify(certificate.publicKey)).toBe(true);
      expect(certificate.publicKey.export({ format: 'jwk' })).toMatchObject({ n: key['n'], e: key['e'] });
      expect(createHash('sha256').update(der).digest('base64url')).toBe(key['x5t#S256']);
      expect(createHash('sha1').update(der).digest('base64url')).toBe(key['x5t']);
    }
    expect(await publishedKeys(running)).toEqual(keys);
  });

  it('signs a token that its published key verifies, with the claims of a service account', async () => {
    const token = await running.token();
    const certs = await running.ask(running.tokenUrl.replace(/token$/, 'certs'));
    expect(certs.status).toBe(200);
    const keys = createLocalJWKSet(JSON.parse(certs.text));
    expect(certs.headers['cache-control']).toBe('no-cache');
    const { payload } = await jwtVerify(token, keys, {
      issuer: running.tokenUrl.replace('/protocol/openid-connect/token', ''),
      audience: 'account',
      algorithms: ['RS256'],
    });
    expect(payload).toMatchObject({
      typ: 'Bearer',
      azp: CLIENT_ID,
      client_id: CLIENT_ID,
      preferred_username: `service-account-${CLIENT_ID}`,
      scope: 'profile email',
      email_verified: false,
    });
    expect(payload.sub).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', typ: 'JWT' });
  });

  it('sends the headers of Keycloak and no others but those of HTTP, on success and on refusal', async () => {
    const expected = {
      'cache-control': 'no-store',
      pragma: 'no-cache',
      'content-type': 'application/json',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'x-robots-tag': 'none',
    };
    for (const reply of [await running.askToken(GOOD), await running.askToken({ grant_type: 'x' })]) {
      const { date: _date, connection: _connection, 'content-length': _length, ...headers } = reply.headers;
      expect(headers).toEqual(expected);
    }
  });

  it.each<{ leaf: LeafName | undefined; code: string }>([
    { leaf: undefined, code: 'trust.no-certificate' },
    { leaf: 'other-subject', code: 'trust.dn-not-listed' },
    { leaf: 'expired', code: 'trust.expired' },
    { leaf: 'unknown-ca', code: 'trust.unknown-ca' },
    { leaf: 'self-signed', code: 'trust.unknown-ca' },
    { leaf: 'consumer', code: 'trust.dn-not-listed' },
  ])('refuses the certificate $leaf like any other and journals $code', async ({ leaf, code }) => {
    const reply = await running.askToken(GOOD, leaf === undefined ? {} : { leaf });
    expect([reply.status, reply.text]).toEqual([401, INVALID]);
    const { cause, caller } = await running.lastExchange();
    expect(cause?.code).toBe(code);
    expect(caller).toMatchObject({ clientId: CLIENT_ID, token: null });
  });

  it('accepts a renewed certificate: the name is listed, not the key', async () => {
    expect((await running.askToken(GOOD, { leaf: 'renewed' })).status).toBe(200);
  });

  it('names the nearest listed DN when the one presented is not listed', async () => {
    await running.askToken(GOOD, { leaf: 'other-subject' });
    const { cause } = await running.lastExchange();
    expect(cause).toMatchObject({
      expected: running.pki.leaves.good.subjectDn,
      seen: running.pki.leaves['other-subject'].subjectDn,
    });
  });

  it.each([
    [
      'grant_type missing',
      'client_id=x',
      400,
      'invalid_request',
      'Missing form parameter: grant_type',
      'token.grant-missing',
    ],
    [
      'unknown grant',
      'client_id=x&grant_type=y',
      400,
      'unsupported_grant_type',
      'Unsupported grant_type',
      'token.grant-unsupported',
    ],
    [
      'a parameter twice',
      'client_id=x&client_id=x&grant_type=client_credentials',
      400,
      'invalid_request',
      'duplicated parameter',
      'token.duplicated-parameter',
    ],
    [
      'unknown client',
      'client_id=x&grant_type=client_credentials',
      401,
      'invalid_client',
      'Invalid client or Invalid client credentials',
      'trust.client-unknown',
    ],
    [
      'no client',
      'grant_type=client_credentials',
      401,
      'invalid_client',
      'Invalid client or Invalid client credentials',
      'token.client-id-missing',
    ],
    [
      'password grant',
      `client_id=${CLIENT_ID}&grant_type=password`,
      400,
      'unauthorized_client',
      'Client not allowed for direct access grants',
      'token.grant-not-allowed',
    ],
    [
      'unknown scope',
      `client_id=${CLIENT_ID}&grant_type=client_credentials&scope=foo`,
      400,
      'invalid_scope',
      'Invalid scopes: foo',
      'token.scope-invalid',
    ],
  ] as const)('answers %s in the words of Keycloak', async (...row) => {
    const [, form, status, error, description, code] = row;
    const reply = await running.askToken(form);
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.text)).toEqual({ error, error_description: description });
    expect((await running.lastExchange()).cause?.code).toBe(code);
  });

  it('refuses the form before it looks at the certificate', async () => {
    const reply = await running.askToken('client_id=x', {});
    expect(reply.status).toBe(400);
  });

  it('takes client_id from the query when the form has none', async () => {
    const url = `${running.tokenUrl}?client_id=${CLIENT_ID}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const reply = await running.ask(url, {
      method: 'POST',
      leaf: 'good',
      headers,
      body: 'grant_type=client_credentials',
    });
    expect(reply.status).toBe(200);
  });

  it.each([
    ['GET', '/auth/realms/ror/protocol/openid-connect/token', 'HTTP 404 Not Found'],
    ['GET', '/auth/realms/ror/protocol/openid-connect/token/introspect', 'HTTP 404 Not Found'],
    ['POST', '/auth/realms/ror/protocol/openid-connect/certs', 'HTTP 404 Not Found'],
    ['DELETE', '/auth/realms/ror/.well-known/openid-configuration', 'HTTP 404 Not Found'],
    ['POST', '/auth/realms/ror/protocol/openid-connect/nowhere', 'HTTP 404 Not Found'],
    ['GET', '/auth/realms/ror/protocol/openid-connect/token/', 'HTTP 404 Not Found'],
    ['POST', '/auth/realms/ror', 'HTTP 404 Not Found'],
    ['GET', '/auth/realms/ror/protocol/saml', 'Protocol not found'],
    ['GET', '/auth/realms/other/protocol/openid-connect/token', 'Realm does not exist'],
    ['GET', '/auth/realms/other/.well-known/openid-configuration', 'Realm does not exist'],
    ['POST', '/nowhere', 'Unable to find matching target resource method'],
    ['POST', '/realms/ror/protocol/openid-connect/token', 'Unable to find matching target resource method'],
  ])('answers %s %s with 404 as Keycloak', async (method, target, error) => {
    const reply = await running.ask(new URL(target, running.tokenUrl).href, { method });
    expect([reply.status, JSON.parse(reply.text)]).toEqual([404, { error }]);
    expect(reply.headers).not.toHaveProperty('cache-control');
    const isReached = error !== 'Unable to find matching target resource method';
    expect(reply.headers['x-robots-tag']).toBe(isReached ? 'none' : undefined);
  });

  it('answers 415 to a JSON body and 413 to one over the limit', async () => {
    const json = await running.ask(running.tokenUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(json.status).toBe(415);
    expect((await running.askToken('a'.repeat(1_048_577))).status).toBe(413);
  });

  it('journals neither token nor secret, only thumbprints', async () => {
    const token = await running.token();
    await running.askToken({ ...GOOD, client_secret: 'TOP-SECRET-VALUE' }, {});
    expect((await running.lastExchange()).cause).toMatchObject({
      code: 'token.secret-not-allowed',
      requirement: 'ROR-TRUST-CERTIFICATE',
      where: 'client_secret',
    });
    const journal = JSON.stringify(await running.mock.readJournal());
    expect(journal).not.toContain(token);
    expect(journal).not.toContain(token.split('.')[2] ?? 'signature');
    expect(journal).not.toContain('TOP-SECRET-VALUE');
  });

  it('suspends and opens a client at once', async () => {
    const supplier = (await running.mock.participants()).find(({ id }) => id === 'supplier');
    if (supplier === undefined) throw new Error('no supplier');
    await running.mock.putParticipant({ ...supplier, state: 'suspended' });
    expect((await running.askToken(GOOD)).status).toBe(401);
    expect((await running.lastExchange()).cause?.code).toBe('trust.client-suspended');
    await running.mock.putParticipant({ ...supplier, state: 'requested' });
    await running.askToken(GOOD);
    expect((await running.lastExchange()).cause?.code).toBe('trust.client-not-yet');
    await running.mock.putParticipant(supplier);
    expect((await running.askToken(GOOD)).status).toBe(200);
  });

  it('answers before the opening as for a name that is not listed, and opens by the clock of the mock', async () => {
    const supplier = (await running.mock.participants()).find(({ id }) => id === 'supplier');
    if (supplier === undefined) throw new Error('no supplier');
    const opening = new Date(Date.now() + 5 * 86_400_000).toISOString();
    await running.mock.putParticipant({ ...supplier, opening });
    const unlisted = await running.askToken(GOOD, { leaf: 'other-subject' });
    const early = await running.askToken(GOOD);
    expect([early.status, early.text]).toEqual([unlisted.status, unlisted.text]);
    expect((await running.lastExchange()).cause).toMatchObject({
      code: 'trust.not-open-yet',
      requirement: 'ROR-TRUST-OPENING',
      expected: `≥ ${opening}`,
      where: 'opening',
    });
    await running.mock.setClockOffset(6 * 86_400_000);
    expect((await running.askToken(GOOD)).status).toBe(200);
    await running.mock.setClockOffset(0);
    expect((await running.askToken(GOOD)).status).toBe(401);
    await running.mock.putParticipant(supplier);
    expect((await running.askToken(GOOD)).status).toBe(200);
  });

  it('knows a proprietary product by one client_id, or by one for each certificate', async () => {
    const [supplier] = await running.mock.participants();
    if (supplier === undefined) throw new Error('no supplier');
    const { good, 'other-subject': other } = running.pki.leaves;
    const certificates = [
      { subjectDn: good.subjectDn, establishments: ['99A000014'] },
      { subjectDn: other.subjectDn, establishments: ['99A000022'] },
    ];
    await running.mock.putParticipant({
      ...supplier,
      id: 'product',
      clientId: 'product',
      kind: 'proprietary',
      certificates,
    });
    const ask = async (clientId: string, leaf: LeafName) => {
      const { status } = await running.askToken({ ...GOOD, client_id: clientId }, { leaf });
      return [status, (await running.lastExchange()).cause?.code];
    };
    expect(await ask('product', 'good')).toEqual([200, undefined]);
    expect(await ask('product', 'other-subject')).toEqual([200, undefined]);
    expect(await ask('product-1', 'good')).toEqual([401, 'trust.client-unknown']);
    await running.mock.changeSettings({ proprietaryClients: 'client-per-certificate' });
    expect(await ask('product', 'good')).toEqual([401, 'trust.client-unknown']);
    expect(await ask('product-1', 'good')).toEqual([200, undefined]);
    expect(await ask('product-1', 'other-subject')).toEqual([401, 'trust.dn-not-listed']);
    const reply = await running.askToken({ ...GOOD, client_id: 'product-2' }, { leaf: 'other-subject' });
    const token = String(JSON.parse(reply.text).access_token);
    expect((await running.patch(token, '199A000022/MED-1')).status).toBe(400);
    expect((await running.patch(token, '199A000014/MED-A')).status).toBe(403);
    await running.mock.reset();
  });

  it('judges the dates of a certificate by the clock of the mock', async () => {
    await running.mock.setClockOffset(4 * 366 * 86_400_000);
    await running.askToken(GOOD);
    expect((await running.lastExchange()).cause?.code).toBe('trust.expired');
    await running.mock.setClockOffset(-30 * 86_400_000);
    await running.askToken(GOOD);
    expect((await running.lastExchange()).cause?.code).toBe('trust.not-yet-valid');
    await running.mock.setClockOffset(0);
  });

  it.each([
    ['pki', 200, null],
    ['none', 401, 'trust.unknown-ca'],
  ] as const)('with clientTrust %s a good certificate gets %i', async (clientTrust, status, code) => {
    await running.mock.changeSettings({ clientTrust });
    expect((await running.askToken(GOOD)).status).toBe(status);
    expect((await running.lastExchange()).cause?.code ?? null).toBe(code);
    await running.mock.reset();
  });

  it('issues tokens of the lifetime that is set', async () => {
    await running.mock.changeSettings({ tokenLifetimeS: 7 });
    const { exp = 0, iat = 0 } = decodeJwt(await running.token());
    expect(exp - iat).toBe(7);
    await running.mock.changeSettings({ tokenLifetimeS: 300 });
  });

  it('compares DNs letter by letter when told to', async () => {
    const supplier = (await running.mock.participants()).find(({ id }) => id === 'supplier');
    if (supplier === undefined) throw new Error('no supplier');
    const spaced = running.pki.leaves.good.subjectDn.replaceAll(',', ', ');
    await running.mock.putParticipant({ ...supplier, certificates: [{ subjectDn: spaced, establishments: [] }] });
    expect((await running.askToken(GOOD)).status).toBe(200);
    await running.mock.changeSettings({ dnMatch: 'literal' });
    expect((await running.askToken(GOOD)).status).toBe(401);
    expect((await running.lastExchange()).cause).toMatchObject({
      code: 'trust.dn-not-listed',
      where: 'subject: spelling',
    });
    await running.mock.reset();
    expect((await running.askToken(GOOD)).status).toBe(200);
  });
});

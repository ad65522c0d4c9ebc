import { createHash } from 'node:crypto';
import { decodeJwt, importSPKI, jwtVerify } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { issueLeaf } from '../../../certs/issue-leaf.ts';
import type { FixtureName } from '../../../certs/pki.ts';
import type { Participant } from '../../../mock-server/index.ts';
import { CLIENT_ID, RunningMock } from '../running-mock.ts';
import type { Reply } from '../running-mock.ts';

const FORM = { client_id: CLIENT_ID, grant_type: 'client_credentials' };
const SECURITY = {
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'x-robots-tag': 'none',
};

/** The headers of Keycloak: those of HTTP itself left out. */
function ownHeaders({ headers }: Reply): object {
  const { date: _date, connection: _connection, 'content-length': _length, ...own } = headers;
  return own;
}

/** What makes a participant one of access profile 0, with a secret. */
function openData(secret: string) {
  const clientSecretSha256 = createHash('sha256').update(secret).digest('hex');
  return {
    id: 'open',
    clientId: 'open',
    role: 'consumer',
    certificates: [],
    accessProfile: 0,
    clientSecretSha256,
  } as const;
}

describe('beside the token endpoint', () => {
  let running: RunningMock;
  beforeAll(async () => {
    running = await RunningMock.start();
  });
  afterAll(() => running.close());
  afterEach(() => running.mock.reset());

  const supplier = async (): Promise<Participant> => {
    const found = (await running.mock.participants()).find(({ id }) => id === 'supplier');
    if (found === undefined) throw new Error('no supplier');
    return found;
  };
  const callApi = async (token: string, leaf?: FixtureName): Promise<Reply> =>
    await running.ask(`${running.feedUrl}/Location?identifier=199A000014/MED-A`, {
      method: 'PATCH',
      ...(leaf === undefined ? {} : { leaf }),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
      body: '{}',
    });
  const introspect = (form: Record<string, string>, leaf?: FixtureName): Promise<Reply> =>
    running.ask(`${running.tokenUrl}/introspect`, {
      method: 'POST',
      ...(leaf === undefined ? {} : { leaf }),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });

  describe('the description of the realm', () => {
    it('is that of Keycloak 26, for this realm', async () => {
      const realm = running.tokenUrl.replace('/protocol/openid-connect/token', '');
      const reply = await running.ask(`${realm}/.well-known/openid-configuration`);
      expect(reply.status).toBe(200);
      expect(ownHeaders(reply)).toEqual({
        ...SECURITY,
        'cache-control': 'no-cache, must-revalidate, no-transform, no-store',
        'content-type': 'application/json',
      });
      const described = JSON.parse(reply.text);
      expect(Object.keys(described)).toHaveLength(56);
      expect(described).toMatchObject({
        issuer: realm,
        token_endpoint: running.tokenUrl,
        introspection_endpoint: `${running.tokenUrl}/introspect`,
        token_endpoint_auth_methods_supported: [
          'private_key_jwt',
          'client_secret_basic',
          'client_secret_post',
          'tls_client_auth',
          'client_secret_jwt',
        ],
        tls_client_certificate_bound_access_tokens: true,
        mtls_endpoint_aliases: { token_endpoint: running.tokenUrl },
      });
      expect((await running.ask(String(described.jwks_uri))).status).toBe(200);
      const { iss } = decodeJwt(await running.token());
      expect(iss).toBe(described.issuer);
    });
  });

  it('says of the realm what Keycloak says to anyone, with the key that signs the tokens', async () => {
    const realm = running.tokenUrl.replace('/protocol/openid-connect/token', '');
    const reply = await running.ask(realm);
    expect(ownHeaders(reply)).toEqual({
      ...SECURITY,
      'cache-control': 'no-cache',
      'content-type': 'application/json;charset=UTF-8',
    });
    const { public_key: key, ...rest } = JSON.parse(reply.text);
    expect(rest).toEqual({
      realm: 'ror',
      'token-service': `${realm}/protocol/openid-connect`,
      'account-service': `${realm}/account`,
      'tokens-not-before': 0,
    });
    const spki = await importSPKI(`-----BEGIN PUBLIC KEY-----\n${key}\n-----END PUBLIC KEY-----`, 'RS256');
    await expect(jwtVerify(await running.token(), spki)).resolves.toMatchObject({ payload: { azp: CLIENT_ID } });
  });

  describe('introspection', () => {
    it('says what a token says while it counts, to the client that it was issued to', async () => {
      const token = await running.token();
      const reply = await introspect({ client_id: CLIENT_ID, token }, 'good');
      expect(reply.status).toBe(200);
      expect(ownHeaders(reply)).toEqual({
        ...SECURITY,
        'cache-control': 'no-cache',
        'content-type': 'application/json',
      });
      const username = `service-account-${CLIENT_ID}`;
      const added = { client_id: CLIENT_ID, username, token_type: 'Bearer', active: true };
      expect(JSON.parse(reply.text)).toEqual({ ...decodeJwt(token), ...added });
      expect(Object.keys(JSON.parse(reply.text)).slice(-3)).toEqual(['username', 'token_type', 'active']);
    });

    it.each<[string, () => Promise<{ token: string; leaf: FixtureName; client: string }>]>([
      ['garbage', async () => ({ token: 'garbage', leaf: 'good', client: CLIENT_ID })],
      [
        'the token of another client',
        async () => ({ token: await running.token(), leaf: 'consumer', client: 'rorkit-consumer' }),
      ],
      [
        'a token that has expired',
        async () => {
          const token = await running.token();
          await running.mock.setClockOffset(301_000);
          return { token, leaf: 'good', client: CLIENT_ID };
        },
      ],
      [
        'a token that a fault has ended',
        async () => {
          await running.mock.addFault({ action: { kind: 'token-ends-early', afterS: 0 } });
          return { token: await running.token(), leaf: 'good', client: CLIENT_ID };
        },
      ],
    ])('answers active: false and nothing else for %s', async (_case, given) => {
      const { token, leaf, client } = await given();
      const reply = await introspect({ client_id: client, token }, leaf);
      expect([reply.status, reply.text]).toEqual([200, '{"active":false}']);
    });

    it.each<[string, Record<string, string>, FixtureName | undefined, number, object, string]>([
      [
        'no client that proves who it is',
        { client_id: CLIENT_ID, token: 'x' },
        undefined,
        401,
        { error: 'invalid_client', error_description: 'Invalid client or Invalid client credentials' },
        'trust.no-certificate',
      ],
      [
        'no token',
        { client_id: CLIENT_ID },
        'good',
        400,
        { error: 'invalid_request', error_description: 'Token not provided.' },
        'token.token-missing',
      ],
    ])('refuses %s', async (...row) => {
      const [, form, leaf, status, body, code] = row;
      const reply = await introspect(form, leaf);
      expect([reply.status, JSON.parse(reply.text)]).toEqual([status, body]);
      expect(ownHeaders(reply)).toEqual({ ...SECURITY, 'content-type': 'application/json' });
      expect((await running.lastExchange()).cause?.code).toBe(code);
    });

    it('takes a client secret too, and leaves no token in the journal', async () => {
      await running.mock.putParticipant({ ...(await supplier()), ...openData('s3cret') });
      const given = await running.askToken(
        { client_id: 'open', client_secret: 's3cret', grant_type: 'client_credentials' },
        {},
      );
      const token = String(JSON.parse(given.text).access_token);
      const reply = await introspect({ client_id: 'open', client_secret: 's3cret', token });
      expect(JSON.parse(reply.text)).toMatchObject({ active: true, azp: 'open' });
      expect((await running.lastExchange()).caller.token).toBe(createHash('sha256').update(token).digest('hex'));
      const journal = JSON.stringify(await running.mock.readJournal());
      expect(journal).not.toContain(token);
      expect(journal).not.toContain('s3cret');
    });
  });

  describe('tokens that are bound to a certificate', () => {
    it.each(['none', 'certificate'] as const)('tokenBinding %s', async (tokenBinding) => {
      await running.mock.changeSettings({ tokenBinding });
      const token = await running.token();
      const { cert } = await issueLeaf(running.pki, { fixture: 'good' });
      const { X509Certificate } = await import('node:crypto');
      const { readFile } = await import('node:fs/promises');
      const digest = createHash('sha256')
        .update(new X509Certificate(await readFile(cert)).raw)
        .digest('base64url');
      const isBound = tokenBinding === 'certificate';
      expect(decodeJwt(token)['cnf']).toEqual(isBound ? { 'x5t#S256': digest } : undefined);
      expect((await callApi(token, 'good')).status).toBe(400); // let in: the body is what is wrong
      for (const leaf of ['renewed', undefined] as const) {
        const reply = await callApi(token, leaf);
        expect(reply.status).toBe(isBound ? 401 : 400);
        expect(reply.headers['www-authenticate']).toBe(
          isBound
            ? 'Bearer realm="ror", error="invalid_token", error_description="Client certificate missing, or its thumbprint and one in the token did NOT match"'
            : undefined,
        );
      }
      const { cause } = await running.lastExchange();
      const isBroken = cause?.code === 'bearer.binding-broken';
      expect(isBroken).toBe(isBound);
      expect([isBroken, cause?.expected === digest, cause?.seen === 'none']).toEqual([isBound, isBound, isBound]);
    });

    it('judges tokens of before the change by nothing that they do not say', async () => {
      const token = await running.token();
      await running.mock.changeSettings({ tokenBinding: 'certificate' });
      expect((await callApi(token)).status).toBe(400);
    });

    it('cannot be had without a certificate', async () => {
      await running.mock.putParticipant({ ...(await supplier()), ...openData('s') });
      await running.mock.changeSettings({ tokenBinding: 'certificate' });
      const reply = await running.askToken({ ...FORM, client_id: 'open', client_secret: 's' }, {});
      expect([reply.status, JSON.parse(reply.text)]).toEqual([
        400,
        { error: 'invalid_request', error_description: 'Client Certification missing for MTLS HoK Token Binding' },
      ]);
      expect((await running.lastExchange()).cause?.code).toBe('token.binding-impossible');
    });
  });

  describe('dialects', () => {
    const X = 'Invalid client or Invalid client credentials';
    const rows = [
      [
        'an unknown client',
        'unknown',
        [401, 'invalid_client', X],
        [400, 'invalid_client', 'Invalid client credentials'],
      ],
      [
        'a suspended client',
        'suspended',
        [401, 'invalid_client', X],
        [400, 'unauthorized_client', 'Invalid client credentials'],
      ],
      [
        'a wrong secret',
        'secret',
        [401, 'unauthorized_client', X],
        [401, 'unauthorized_client', 'Invalid client secret'],
      ],
      [
        'no certificate',
        'none',
        [401, 'invalid_client', X],
        [400, 'unauthorized_client', 'Invalid client credentials'],
      ],
      [
        'another certificate',
        'other',
        [401, 'invalid_client', X],
        [400, 'unauthorized_client', 'Invalid client credentials'],
      ],
    ] as const;

    const provoke: Readonly<Record<(typeof rows)[number][1], () => Promise<Reply>>> = {
      unknown: () => running.askToken({ ...FORM, client_id: 'nobody' }),
      suspended: async () => {
        await running.mock.putParticipant({ ...(await supplier()), state: 'suspended' });
        return await running.askToken(FORM);
      },
      secret: async () => {
        await running.mock.putParticipant({ ...(await supplier()), ...openData('s') });
        return await running.askToken({ ...FORM, client_id: 'open', client_secret: 'x' }, {});
      },
      none: () => running.askToken(FORM, {}),
      other: () => running.askToken(FORM, { leaf: 'other-subject' }),
    };

    it.each(rows)('%s', async (...row) => {
      const [, what, modern, legacy] = row;
      for (const [tokenDialect, answer] of Object.entries({ modern, legacy })) {
        await running.mock.reset();
        await running.mock.changeSettings({ tokenDialect });
        const reply = await provoke[what]();
        const { error, error_description: description } = JSON.parse(reply.text);
        expect([tokenDialect, reply.status, error, description]).toEqual([tokenDialect, ...answer]);
      }
    });
  });
});

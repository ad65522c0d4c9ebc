import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { explainEntry } from '../../mock-server/why.ts';
import { CLIENT_ID, RunningMock } from './running-mock.ts';

const FORM = { client_id: CLIENT_ID, grant_type: 'client_credentials' };

describe('why a handshake failed', () => {
  let running: RunningMock;
  beforeAll(async () => {
    running = await RunningMock.start({ settings: { mtlsRefusal: 'handshake' } });
  });
  afterAll(() => running.close());
  afterEach(() => running.mock.reset());

  it.each([
    ['expired', 'trust.expired', 'validity'],
    ['unknown-ca', 'trust.unknown-ca', 'issuer'],
    ['revoked', 'trust.revoked', 'serialNumber'],
  ] as const)(
    'names what is wrong with the certificate %s, as it would for a refused call',
    async (leaf, code, where) => {
      const head = await running.mock.journalHead();
      await expect(running.askToken(FORM, { leaf })).rejects.toThrow(/ECONNRESET|hang up|disconnected/);
      const explained = explainEntry(await running.waitFor('handshake-failure', head));
      expect(explained).toMatchObject({
        call: 'handshake',
        refusals: [{ code, where, requirement: 'ROR-TRUST-CERTIFICATE', seen: expect.stringMatching(/.+/) }],
        fault: null,
      });
    },
  );

  it('names the planned fault that made the client leave', async () => {
    const action = { kind: 'server-certificate', certificate: 'expired' } as const;
    const id = await running.mock.addFault({ listener: 'auth', times: 2, action });
    const head = await running.mock.journalHead();
    await expect(running.askToken(FORM, { leaf: 'good', minVersion: 'TLSv1.3' })).rejects.toMatchObject({
      code: 'CERT_HAS_EXPIRED',
    });
    expect(explainEntry(await running.waitFor('handshake-failure', head))).toMatchObject({ fault: id });
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FixtureName } from '../../../certs/pki.ts';
import type { Participant } from '../../../mock-server/index.ts';
import { CLIENT_ID, RunningMock } from '../running-mock.ts';

const INVALID = '{"error":"invalid_client","error_description":"Invalid client or Invalid client credentials"}';
const DAY_MS = 86_400_000;

describe('the journal states the one cause of a refusal', () => {
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

  const supplier = async (changes: Partial<Participant> = {}): Promise<Participant> => {
    const found = (await running.mock.participants()).find(({ id }) => id === 'supplier');
    if (found === undefined) throw new Error('no supplier');
    return { ...found, ...changes };
  };

  /** Asks for a token with a fixture; gives status, body and cause. */
  const ask = async (leaf: FixtureName | null, clientId = CLIENT_ID) => {
    const form = { client_id: clientId, grant_type: 'client_credentials' };
    const reply = await running.askToken(form, leaf === null ? {} : { leaf });
    return { ...reply, cause: (await running.lastExchange()).cause };
  };

  it.each([
    ['no certificate', null, 'trust.no-certificate'],
    ['a certificate of an unknown authority', 'unknown-ca', 'trust.unknown-ca'],
    ['one that issued itself', 'self-signed', 'trust.unknown-ca'],
    ['one that has expired', 'expired', 'trust.expired'],
    ['one that is not valid yet', 'not-yet-valid', 'trust.not-yet-valid'],
    ['one that was revoked', 'revoked', 'trust.revoked'],
    ['the certificate of a server', 'server-eku', 'trust.wrong-usage'],
    ['a signature certificate', 'sign-usage', 'trust.wrong-usage'],
    ['the certificate of a person', 'personal', 'trust.dn-not-listed'],
    ['that of an establishment that is not listed', 'establishment-a', 'trust.dn-not-listed'],
    ['another name', 'other-subject', 'trust.dn-not-listed'],
  ] as const)('%s', async (_what, fixture, code) => {
    const { status, text, cause } = await ask(fixture);
    expect([status, text]).toEqual([401, INVALID]);
    expect(cause?.code).toBe(code);
    expect(cause?.requirement).toMatch(/^ROR-TRUST-/);
  });

  it.each([
    ['reversed order', (dn: string) => dn.split(',').toReversed().join(','), 'subject: reversed'],
    ['another case', (dn: string) => dn.replace('CLIENT', 'client'), 'subject: case'],
    ['another spacing', (dn: string) => dn.replace('GIP - ', 'GIP -  '), 'subject: space'],
    ['another attribute', (dn: string) => dn.replace('OU=3', 'OU=4'), 'subject: OU'],
    ['another name altogether', () => 'CN=AUTRE,C=FR', 'subject'],
  ] as const)('a name on the list that differs by %s', async (_how, change, where) => {
    const { subjectDn } = running.pki.leaves.good;
    await running.mock.putParticipant(
      await supplier({ certificates: [{ subjectDn: change(subjectDn), establishments: [] }] }),
    );
    const { status, cause } = await ask('good');
    expect(status).toBe(401);
    expect(cause).toMatchObject({ code: 'trust.dn-not-listed', expected: change(subjectDn), seen: subjectDn, where });
  });

  it.each([
    ['suspended', { state: 'suspended' }, 'trust.client-suspended'],
    ['only asked for', { state: 'requested' }, 'trust.client-not-yet'],
    ['not open yet', { opening: new Date(Date.now() + DAY_MS).toISOString() }, 'trust.not-open-yet'],
  ] as const)('a participant that is %s', async (_state, changes, code) => {
    await running.mock.putParticipant(await supplier(changes));
    const { status, text, cause } = await ask('good');
    expect([status, text, cause?.code]).toEqual([401, INVALID, code]);
  });

  it('a client_id that nobody has', async () => {
    const { status, text, cause } = await ask('good', 'nobody');
    expect([status, text]).toEqual([401, INVALID]);
    expect(cause).toMatchObject({ code: 'trust.client-unknown', seen: 'nobody' });
  });

  it('an establishment that is not listed, and a role that may not', async () => {
    const token = await running.token();
    await running.mock.putParticipant(
      await supplier({ certificates: [{ subjectDn: running.pki.leaves.good.subjectDn, establishments: [] }] }),
    );
    expect((await running.patch(token)).status).toBe(403);
    expect((await running.lastExchange()).cause).toMatchObject({
      code: 'feed.establishment-not-listed',
      seen: '99A000014',
    });
    await running.mock.putParticipant(await supplier({ role: 'consumer' }));
    expect((await running.patch(token)).status).toBe(403);
    expect((await running.lastExchange()).cause?.code).toBe('feed.role');
    await running.mock.reset();
    const reading = await running.ask(`${running.readUrl}/Location?_count=1`, {
      headers: { authorization: `Bearer ${await running.token()}` },
    });
    expect([reading.status, (await running.lastExchange()).cause?.code]).toEqual([403, 'read.role']);
  });

  it('a feed that should have come through the EAI of the region', async () => {
    const { establishments } = await running.mock.describe();
    const establishment = establishments.find(({ finess }) => finess === '99A000014');
    const eai = await supplier({ id: 'eai-here', clientId: 'eai-here', kind: 'regional-eai' });
    await running.mock.putParticipant({ ...eai, region: establishment?.region ?? '' });
    await running.mock.changeSettings({ regionRoute: 'refuse' });
    expect((await running.patch(await running.token())).status).toBe(403);
    expect((await running.lastExchange()).cause).toMatchObject({
      code: 'feed.region-route',
      requirement: 'ROR-TRUST-REGION-ROUTE',
      expected: `eai-here (${establishment?.region})`,
    });
  });
});

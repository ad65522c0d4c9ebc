import { request } from 'node:https';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectMockRor, startMockRor } from '../../mock-server/index.ts';
import type { MockRor } from '../../mock-server/index.ts';
import { RunningMock } from './running-mock.ts';

const TOKEN = 'control-token-of-the-test';

describe.each(['in process', 'over the control API'] as const)('MockRor %s', (way) => {
  let running: RunningMock;
  let mock: MockRor;
  beforeAll(async () => {
    running = await RunningMock.start({ control: { token: TOKEN } });
    const { controlUrl } = (await running.mock.describe()).addresses;
    mock = way === 'in process' ? running.mock : await connectMockRor(controlUrl ?? '', TOKEN);
  });
  afterAll(async () => {
    await mock.close();
    await running.close();
  });
  afterEach(async () => {
    await mock.reset();
  });

  it('describes itself', async () => {
    const described = await mock.describe();
    expect(described.addresses.tokenUrl).toMatch(
      /^https:\/\/localhost:\d+\/auth\/realms\/ror\/protocol\/openid-connect\/token$/,
    );
    expect(described.catalogue).toMatchObject({ name: 'current', digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(described.settings).toMatchObject({ mtlsRefusal: 'keycloak', tokenLifetimeS: 300, rightsCheck: 'request' });
    expect(described.establishments.length).toBeGreaterThan(1);
  });

  it('changes settings all or nothing, and journals it', async () => {
    const before = await mock.journalHead();
    await mock.changeSettings({ tokenLifetimeS: 9, dnMatch: 'literal' });
    expect((await mock.describe()).settings).toMatchObject({ tokenLifetimeS: 9, dnMatch: 'literal' });
    const [entry] = await mock.readJournal({ from: before + 1 });
    expect(entry).toMatchObject({
      kind: 'settings',
      subject: 'settings',
      detail: { tokenLifetimeS: 9, dnMatch: 'literal' },
    });
    await expect(mock.changeSettings({ tokenLifetimeS: 5, nope: 1 })).rejects.toMatchObject({
      name: 'MockRorError',
      code: 'mock.unknown-setting',
    });
    await expect(mock.changeSettings({ tokenLifetimeS: 0 })).rejects.toMatchObject({ code: 'mock.bad-setting' });
    expect((await mock.describe()).settings).toMatchObject({ tokenLifetimeS: 9 });
    await mock.reset();
    expect((await mock.describe()).settings).toMatchObject({ tokenLifetimeS: 300, dnMatch: 'rfc4514' });
  });

  it('adds and replaces participants, and refuses a wrong one', async () => {
    const [supplier] = await mock.participants();
    if (supplier === undefined) throw new Error('no participant');
    const subjectDn = 'CN=AUTRE,OU=199A000022,O=CH,C=FR';
    const added = {
      ...supplier,
      id: 'other',
      clientId: 'other',
      certificates: [{ subjectDn, establishments: ['99A000022'] }],
    };
    await mock.putParticipant(added);
    expect(await mock.participants()).toContainEqual(added);
    const wrong = { ...added, certificates: [{ subjectDn: '/C=FR/CN=x', establishments: [] }] };
    await expect(mock.putParticipant(wrong)).rejects.toMatchObject({ code: 'mock.bad-participant' });
    await expect(mock.putParticipant({ ...added, id: 'third' })).rejects.toMatchObject({
      code: 'mock.bad-participant',
    });
    await mock.reset();
    expect(await mock.participants()).toHaveLength(2);
  });

  it('shows Locations and replaces their records', async () => {
    const [found] = await mock.findLocations('199A000014/MED-A');
    if (found === undefined) throw new Error('not in the seed');
    expect(await mock.locations()).toContainEqual(found);
    const records = found.records.slice(0, 1).map((record) => ({ ...record, nbCapacity: 17 }));
    await mock.setRecords({ identifier: found.identifier, records });
    const [after] = await mock.findLocations(found.identifier);
    expect(after).toMatchObject({ records, versionId: found.versionId + 1 });
    await expect(mock.setRecords({ identifier: 'nope', records: [] })).rejects.toMatchObject({
      code: 'mock.unknown-location',
    });
    await expect(mock.setRecords({ identifier: '199A000014/DUP-1', records: [] })).rejects.toMatchObject({
      code: 'mock.ambiguous-location',
    });
    expect(await mock.findLocations('199A000014/DUP-1')).toHaveLength(2);
    expect(await mock.findLocations('nope')).toEqual([]);
  });

  it('appends entries and reads them back by number, kind and limit', async () => {
    const first = await mock.append({ kind: 'mark', mark: 'run-start', scenario: null, attempt: null });
    const second = await mock.append({ kind: 'stimulus', stimulusId: 's1', driver: 'command', body: { a: [1, 'é'] } });
    expect(second).toBe(first + 1);
    expect(await mock.journalHead()).toBe(second);
    const read = await mock.readJournal({ from: first, to: second });
    expect(read.map(({ seq, kind }) => [seq, kind])).toEqual([
      [first, 'mark'],
      [second, 'stimulus'],
    ]);
    expect(read[1]).toMatchObject({ stimulusId: 's1', body: { a: [1, 'é'] } });
    expect(await mock.readJournal({ from: first, kinds: ['stimulus'] })).toHaveLength(1);
    expect(await mock.readJournal({ from: first, limit: 1 })).toHaveLength(1);
    expect(await mock.readJournal({ kinds: [] })).toEqual([]);
  });

  it('reads a journal that is longer than one page', async () => {
    const first = (await mock.journalHead()) + 1;
    const mark = { kind: 'mark', mark: 'settled', scenario: null, attempt: null } as const;
    await Promise.all(Array.from({ length: 1_100 }, () => running.mock.append(mark)));
    const read = await mock.readJournal({ from: first });
    expect(read.map(({ seq }) => seq)).toEqual(Array.from({ length: 1_100 }, (_, index) => first + index));
  });

  it('waits for an entry, and gives null when none comes', async () => {
    const from = (await mock.journalHead()) + 1;
    const waiting = mock.waitForEntry({ from, kinds: ['clock'], timeoutMs: 10_000 });
    await mock.setClockOffset(1_000);
    expect(await waiting).toMatchObject({ kind: 'clock', offsetMs: 1_000, seq: from });
    expect(await mock.waitForEntry({ from: from + 1, kinds: ['clock'], timeoutMs: 20 })).toBeNull();
    await expect(mock.setClockOffset(0.5)).rejects.toMatchObject({ name: 'MockRorError' });
  });
});

describe('starting and stopping', () => {
  it('lets a request in flight finish, then lets nobody in', async () => {
    const running = await RunningMock.start();
    const token = await running.token();
    const { ca } = await running.tls();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
    const options = { method: 'PATCH', headers, agent: false, ...(ca === undefined ? {} : { ca }) };
    const sent = request(`${running.feedUrl}/Location?identifier=199A000014%2FMED-A`, options);
    const status = new Promise<number>((resolve, reject) => {
      sent.on('response', (answer) => resolve(answer.resume().statusCode ?? 0)).on('error', reject);
    });
    const opened = running.waitFor('connection', await running.mock.journalHead());
    sent.write('{');
    await opened;
    const closed = running.close();
    sent.end('}');
    expect(await status).toBe(400);
    await closed;
    await expect(running.patch(token)).rejects.toThrow(/ECONNREFUSED/);
    await expect(running.mock.readJournal()).rejects.toMatchObject({ code: 'mock.closed' });
  });

  it('says which port is in use and leaves nothing open', async () => {
    const running = await RunningMock.start();
    const { apiBase } = (await running.mock.describe()).addresses;
    const ports = { api: Number(new URL(apiBase).port) };
    await expect(startMockRor({ pki: running.pki, ports })).rejects.toMatchObject({ code: 'mock.port-in-use' });
    await expect(startMockRor({ pki: running.pki, listen: '203.0.113.9' })).rejects.toMatchObject({
      code: 'mock.bad-address',
    });
    await expect(startMockRor({ pki: running.pki, settings: { nope: 1 } })).rejects.toMatchObject({
      code: 'mock.unknown-setting',
    });
    await running.close();
  });

  it('keeps journal, resources, signing key and so its tokens in a data folder', async () => {
    const first = await RunningMock.start();
    const dataDir = `${first.dir}/data`;
    const one = await startMockRor({ pki: first.pki, dataDir });
    await one.setRecords({ identifier: '199A000014/MED-B', records: [] });
    const head = await one.journalHead();
    const [view] = await one.findLocations('199A000014/MED-B');
    await one.close();
    const two = await startMockRor({ pki: first.pki, dataDir, control: true });
    expect(await two.journalHead()).toBe(head);
    expect(await two.findLocations('199A000014/MED-B')).toEqual([view]);
    await two.close();
    const { stat } = await import('node:fs/promises');
    for (const file of ['token-signing-key.pem', 'control-token']) {
      expect((await stat(`${dataDir}/${file}`)).mode & 0o777).toBe(0o600);
    }
    await first.close();
  });

  it('answers 500 for a bug of ours, tells the log, and goes on', async () => {
    const { createKernel } = await import('../../mev3/create-kernel.ts');
    const logged: string[] = [];
    const kernel = {
      ...createKernel(),
      readFeedBody: () => {
        throw new Error('planted bug');
      },
    };
    const running = await RunningMock.start({ kernel, log: (text) => logged.push(text) });
    const reply = await running.patch(await running.token());
    expect(reply.status).toBe(500);
    expect(JSON.parse(reply.text).issue[0]).toMatchObject({ code: 'exception' });
    expect(reply.text).not.toContain('planted bug');
    expect((await running.lastExchange()).cause?.code).toBe('http.bug');
    expect(logged.join()).toContain('planted bug');
    expect((await running.patch(null)).status).toBe(401);
    await running.close();
  });
});

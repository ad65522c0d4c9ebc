import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCatalogue } from '../../mev3/catalogue/create-catalogue.ts';
import { connectMockRor, startMockRor } from '../../mock-server/index.ts';
import type { Configuration, MockRor, Participant } from '../../mock-server/index.ts';
import { RunningMock } from './running-mock.ts';

const TOKEN = 'control-token-of-the-reload';
const MED_A = '199A000014/MED-A';

const nothingNew = async (): Promise<Configuration> => ({});

/** Nothing can be written while `work` runs. */
async function withFullDisk<T>(work: () => Promise<T>): Promise<T> {
  const exec = vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(() => {
    throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
  });
  try {
    return await work();
  } finally {
    exec.mockRestore();
  }
}

describe.each(['in process', 'over the control API'] as const)('a reload %s', (way) => {
  let running: RunningMock;
  let mock: MockRor;
  let files: () => Promise<Configuration> = nothingNew;
  let members: readonly Participant[] = [];
  beforeAll(async () => {
    running = await RunningMock.start({
      control: { token: TOKEN },
      settings: { tokenLifetimeS: 60 },
      readAgain: () => files(),
    });
    const { controlUrl } = (await running.mock.describe()).addresses;
    mock = way === 'in process' ? running.mock : await connectMockRor(controlUrl ?? '', TOKEN);
    members = await mock.participants();
  });
  afterEach(async () => {
    files = async () => ({
      settings: { tokenLifetimeS: 60 },
      participants: members,
      catalogue: createCatalogue('current'),
    });
    await mock.reload();
    await mock.reset();
  });
  afterAll(async () => {
    await mock.close();
    await running.close();
  });

  it('puts settings, participants and catalogue in force, says what changed and journals it', async () => {
    const head = await mock.journalHead();
    const others = members.map((one) => (one.id === 'consumer' ? { ...one, accessProfile: 3 as const } : one));
    const catalogue = createCatalogue('permissive');
    files = async () => ({ settings: { tokenLifetimeS: 90 }, participants: others, catalogue });
    const { name, digest } = catalogue;
    expect(await mock.reload()).toEqual({
      settings: ['tokenLifetimeS'],
      participants: ['consumer'],
      catalogue: { name, digest, isChanged: true },
    });
    expect((await mock.describe()).settings).toMatchObject({ tokenLifetimeS: 90 });
    expect((await mock.describe()).catalogue).toMatchObject({ name: 'permissive' });
    expect(await mock.participants()).toEqual(others);
    const [entry] = await mock.readJournal({ from: head + 1, kinds: ['settings'] });
    expect(entry).toMatchObject({
      subject: 'reload',
      detail: { settings: { tokenLifetimeS: 90 }, participants: others },
    });
    expect(await mock.reload()).toMatchObject({ settings: [], participants: [], catalogue: { isChanged: false } });
  });

  it('is what reset goes back to, and does away with what was changed meanwhile', async () => {
    await mock.changeSettings({ tokenLifetimeS: 7, dnMatch: 'literal' });
    await mock.removeParticipant('consumer');
    files = async () => ({ settings: { tokenLifetimeS: 80 } });
    expect(await mock.reload()).toMatchObject({ settings: ['dnMatch', 'tokenLifetimeS'], participants: ['consumer'] });
    await mock.changeSettings({ tokenLifetimeS: 5 });
    await mock.reset();
    expect((await mock.describe()).settings).toMatchObject({ tokenLifetimeS: 80, dnMatch: 'rfc4514' });
    expect(await mock.participants()).toEqual(members);
  });

  it('keeps tokens, resources, journal, clock, faults and what was revoked here', async () => {
    const token = await running.token();
    await mock.setRecords({ identifier: MED_A, records: [] });
    await mock.setClockOffset(5_000);
    const fault = await mock.addFault({ listener: 'api', from: 100, action: { kind: 'status', status: 503 } });
    const head = await mock.journalHead();
    files = async () => ({ settings: { dnMatch: 'literal' } });
    await mock.reload();
    expect((await running.patch(token, MED_A)).status).not.toBe(401);
    expect((await mock.findLocations(MED_A))[0]?.records).toEqual([]);
    expect((await mock.faults()).map(({ id }) => id)).toEqual([fault]);
    expect(await mock.readJournal({ from: 1, to: head })).toHaveLength(head);
    const reply = await running.patch(token, MED_A);
    expect(Date.parse(String(reply.headers['date'])) - Date.now()).toBeGreaterThan(3_000);
  });

  it.each([
    { read: new Error('p.yaml:3:7: expected a mapping'), code: 'mock.bad-configuration', where: 'p.yaml:3:7' },
    { read: 'an unknown setting', code: 'mock.unknown-setting', where: 'nope' },
    { read: 'a good setting beside twins', code: 'mock.bad-participant', where: 'client_id x' },
  ])('leaves everything as it was for $read, and says where', async ({ read, code, where }) => {
    await mock.changeSettings({ dnMatch: 'literal' });
    const before = [(await mock.describe()).settings, await mock.participants(), await mock.journalHead()];
    const twins = members.slice(0, 1).flatMap((one) => ['one', 'two'].map((id) => ({ ...one, id, clientId: 'x' })));
    files = async (): Promise<Configuration> => {
      if (read instanceof Error) throw read;
      if (read === 'an unknown setting') return { settings: { nope: 1 } };
      return { settings: { tokenLifetimeS: 33 }, participants: twins };
    };
    await expect(mock.reload()).rejects.toMatchObject({ code, message: expect.stringContaining(where) });
    expect([(await mock.describe()).settings, await mock.participants(), await mock.journalHead()]).toEqual(before);
  });

  it('leaves everything as it was when it cannot be recorded', async () => {
    await mock.changeSettings({ dnMatch: 'literal' });
    const before = [await mock.describe(), await mock.participants()];
    files = async () => ({
      settings: { tokenLifetimeS: 44 },
      participants: [],
      catalogue: createCatalogue('permissive'),
    });
    await withFullDisk(() => expect(mock.reload()).rejects.toMatchObject({ code: 'mock.not-recorded' }));
    expect([await mock.describe(), await mock.participants()]).toEqual(before);
  });
});

describe('what could not be recorded', () => {
  it('is no snapshot, and restores none', async () => {
    const running = await RunningMock.start();
    const { mock } = running;
    const [before] = await mock.findLocations(MED_A);
    const [supplier] = await mock.participants();
    if (before === undefined || supplier === undefined) throw new Error('not in the seed');
    await withFullDisk(() => expect(mock.takeSnapshot('lost')).rejects.toMatchObject({ code: 'mock.not-recorded' }));
    expect(await mock.snapshots()).toEqual([]);
    await mock.setRecords({ identifier: MED_A, records: [] });
    await mock.changeSettings({ tokenLifetimeS: 7 });
    await mock.putParticipant({ ...supplier, state: 'suspended' });
    await mock.setClockOffset(60_000);
    await mock.addFault({ listener: 'api', from: 100, action: { kind: 'status', status: 503 } });
    await mock.revokeCertificate('0A');
    await mock.takeSnapshot('changed');
    await mock.reset();
    const state = async () => [
      await mock.describe(),
      await mock.participants(),
      await mock.faults(),
      (await mock.findLocations(MED_A))[0]?.records,
    ];
    const fresh = await state();
    await withFullDisk(() =>
      expect(mock.restoreSnapshot('changed')).rejects.toMatchObject({ code: 'mock.not-recorded' }),
    );
    expect(await state()).toEqual(fresh);
    await withFullDisk(() => expect(mock.dropSnapshot('changed')).rejects.toMatchObject({ code: 'mock.not-recorded' }));
    await mock.restoreSnapshot('changed');
    expect((await mock.describe()).settings).toMatchObject({ tokenLifetimeS: 7 });
    expect((await mock.findLocations(MED_A))[0]?.records).toEqual([]);
    await running.close();
  });
});

describe('a data folder that is opened again', () => {
  it('has its faults, those of a restored snapshot too, with what they have met', async () => {
    const first = await RunningMock.start();
    const options = { pki: first.pki, dataDir: `${first.dir}/data` };
    const one = await startMockRor(options);
    const cleared = await one.addFault({ listener: 'api', action: { kind: 'status', status: 503 } });
    await one.clearFaults();
    await one.addFault({ listener: 'api', times: 2, action: { kind: 'status', status: 503 } });
    const { apiBase, feedPath } = (await one.describe()).addresses;
    const url = `${apiBase}${feedPath}/Location?identifier=x`;
    expect((await first.ask(url, { method: 'PATCH' })).status).toBe(503);
    await one.addFault({ listener: 'auth', from: 9, action: { kind: 'server-certificate', certificate: 'expired' } });
    const armed = await one.faults();
    await one.close();

    const two = await startMockRor(options);
    expect(await two.faults()).toEqual(armed);
    expect(armed.map(({ hits }) => hits)).toEqual([1, 0]);
    const next = await two.addFault({ listener: 'api', action: { kind: 'status', status: 429 } });
    expect([cleared, ...armed.map(({ id }) => id)]).not.toContain(next);
    const all = await two.faults();
    await two.takeSnapshot('with-faults');
    await two.clearFaults();
    await two.restoreSnapshot('with-faults');
    await two.close();

    const three = await startMockRor(options);
    expect(await three.faults()).toEqual(all);
    await three.reset();
    await three.close();

    const four = await startMockRor(options);
    expect(await four.faults()).toEqual([]);
    await four.close();
    await first.close();
  });

  it('forgets what was changed before a reload, which read the files that it is started with now', async () => {
    const first = await RunningMock.start();
    const options = { pki: first.pki, dataDir: `${first.dir}/data` };
    const one = await startMockRor({ ...options, readAgain: async () => ({ settings: { dnMatch: 'literal' } }) });
    await one.changeSettings({ tokenLifetimeS: 7 });
    await one.removeParticipant('consumer');
    await one.reload();
    await one.changeSettings({ rightsCheck: 'token' });
    await one.close();
    const two = await startMockRor({ ...options, settings: { dnMatch: 'literal' } });
    expect((await two.describe()).settings).toMatchObject({
      tokenLifetimeS: 300,
      dnMatch: 'literal',
      rightsCheck: 'token',
    });
    expect((await two.participants()).map(({ id }) => id)).toContain('consumer');
    await two.close();
    await first.close();
  });
});

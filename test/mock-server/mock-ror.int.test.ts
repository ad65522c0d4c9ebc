import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { DatabaseSync } from 'node:sqlite';
import { text as readAll } from 'node:stream/consumers';
import { connect } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openLaneStore } from '../../journal/lane-store.ts';
import { connectMockRor, startMockRor } from '../../mock-server/index.ts';
import type { MockRor } from '../../mock-server/index.ts';
import { operation, parameters } from './in-process.ts';
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
    const later = { ...added, opening: '2026-03-02T09:00:00+01:00' };
    await mock.putParticipant(later);
    expect(await mock.participants()).toContainEqual(later);
    await expect(mock.putParticipant({ ...later, opening: 'soon' })).rejects.toMatchObject({ name: 'MockRorError' });
    const wrong = { ...added, certificates: [{ subjectDn: '/C=FR/CN=x', establishments: [] }] };
    await expect(mock.putParticipant(wrong)).rejects.toMatchObject({ code: 'mock.bad-participant' });
    await expect(mock.putParticipant({ ...added, id: 'third' })).rejects.toMatchObject({
      code: 'mock.bad-participant',
    });
    await mock.reset();
    expect(await mock.participants()).not.toContainEqual(added);
  });

  it('takes a participant away, until reset', async () => {
    const before = await mock.participants();
    await mock.removeParticipant('supplier');
    expect(await mock.participants()).toEqual(before.filter(({ id }) => id !== 'supplier'));
    const { tokenUrl } = (await mock.describe()).addresses;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = 'client_id=rorkit-supplier&grant_type=client_credentials';
    expect((await running.ask(tokenUrl, { leaf: 'good', method: 'POST', headers, body })).status).toBe(401);
    expect((await running.lastExchange()).cause?.code).toBe('trust.client-unknown');
    await expect(mock.removeParticipant('supplier')).rejects.toMatchObject({ code: 'mock.unknown-participant' });
    await mock.reset();
    expect(await mock.participants()).toEqual(before);
  });

  it('takes a list of establishments for a participant, all or nothing', async () => {
    const shared = { participant: 'supplier', content: Buffer.from('FINESS;Nom\n99A000014;A\n010000023;B\n') };
    expect(await mock.putEstablishmentList(shared)).toEqual({
      form: 'shared-certificate',
      certificates: 1,
      establishments: 2,
      warnings: [expect.stringMatching(/^row 3, column A: the check digit of 010000023/)],
      unknown: ['010000023'],
    });
    const establishments = async () =>
      (await mock.participants()).find(({ id }) => id === 'supplier')?.certificates.map((one) => one.establishments);
    expect(await establishments()).toEqual([['99A000014', '010000023']]);
    const half = { participant: 'supplier', content: Buffer.from('FINESS\n99A000022\n12\n') };
    await expect(mock.putEstablishmentList(half)).rejects.toMatchObject({
      code: 'mock.bad-list',
      message: expect.stringContaining('row 3, column A: "12"'),
    });
    expect(await establishments()).toEqual([['99A000014', '010000023']]);
    await expect(mock.putEstablishmentList({ ...shared, participant: 'nobody' })).rejects.toMatchObject({
      code: 'mock.unknown-participant',
    });
    const entry = (await mock.readJournal({ kinds: ['settings'] })).at(-1);
    expect(entry).toMatchObject({ subject: 'participants', detail: { id: 'supplier' } });
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

  it('ends a wait when its signal fires', async () => {
    const from = (await mock.journalHead()) + 1;
    const left = new AbortController();
    const { signal } = left;
    const waits = [
      mock.waitForEntry({ from, kinds: ['clock'], timeoutMs: 60_000, signal }),
      mock.waitForExchange({ from, timeoutMs: 60_000, signal }),
    ];
    left.abort();
    expect(await Promise.all(waits)).toEqual([null, null]);
  });
});

describe.each(['in process', 'over the control API'] as const)('MockRor %s, for tests of others', (way) => {
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

  const MED_A = '199A000014/MED-A';
  const OTHER = '199A000014/HDJ';
  const stateNow = async () => ({
    records: (await mock.findLocations(MED_A)).map(({ records }) => records),
    untouched: await mock.findLocations(OTHER),
    settings: (await mock.describe()).settings,
    participants: await mock.participants(),
    faults: await mock.faults(),
  });

  it('restores a snapshot: records, participants, settings, clock and faults, and journals it', async () => {
    const [supplier] = await mock.participants();
    const [before] = await mock.findLocations(MED_A);
    if (supplier === undefined || before === undefined) throw new Error('not in the seed');
    await mock.setRecords({ identifier: MED_A, records: before.records.slice(0, 1) });
    await mock.changeSettings({ tokenLifetimeS: 7 });
    await mock.putParticipant({ ...supplier, state: 'suspended' });
    await mock.addFault({ listener: 'api', times: 3, action: { kind: 'status', status: 503 } });
    await mock.setClockOffset(60_000);
    const state = await stateNow();
    await mock.takeSnapshot('one-record');
    expect(await mock.snapshots()).toMatchObject([{ name: 'one-record', changedLocations: 1 }]);
    await mock.reset();
    expect(await stateNow()).not.toEqual(state);
    await mock.setRecords({ identifier: OTHER, records: [] });
    const head = await mock.journalHead();
    await mock.restoreSnapshot('one-record');
    const restored = await stateNow();
    expect({ ...restored, untouched: [] }).toEqual({ ...state, untouched: [] });
    expect(restored.untouched[0]?.records).toEqual(state.untouched[0]?.records);
    expect(restored.untouched[0]?.versionId).toBe((state.untouched[0]?.versionId ?? 0) + 2);
    const [entry] = await mock.readJournal({ from: head + 1 });
    expect(entry).toMatchObject({
      kind: 'settings',
      subject: 'restore',
      detail: { name: 'one-record', offsetMs: 60_000 },
    });
    await mock.dropSnapshot('one-record');
    expect(await mock.snapshots()).toEqual([]);
    await mock.reset();
  });

  it('refuses a snapshot that is not there, a name that is none, and more than are kept', async () => {
    await expect(mock.restoreSnapshot('nope')).rejects.toMatchObject({ code: 'mock.unknown-snapshot' });
    await expect(mock.dropSnapshot('nope')).rejects.toMatchObject({ code: 'mock.unknown-snapshot' });
    await expect(mock.takeSnapshot('../../etc')).rejects.toMatchObject({ code: 'mock.bad-snapshot' });
    for (let index = 0; index < 50; index += 1) await mock.takeSnapshot(`s${index}`);
    await expect(mock.takeSnapshot('one-too-many')).rejects.toMatchObject({ code: 'mock.bad-snapshot' });
    await mock.takeSnapshot('s0'); // one of the same name is replaced
    expect((await mock.snapshots()).at(-1)?.name).toBe('s0');
    for (let index = 0; index < 50; index += 1) await mock.dropSnapshot(`s${index}`);
  });

  it('waits for the exchange that is meant among others', async () => {
    const from = (await mock.journalHead()) + 1;
    const waits = [
      { call: 'token' },
      { call: 'feed', identifier: MED_A, status: 400 },
      { participant: 'supplier', method: 'PATCH', identifier: '199A000014/NOPE' },
      { cause: 'bearer.missing' },
    ] as const;
    const waiting = waits.map((match) => mock.waitForExchange({ from, timeoutMs: 15_000, ...match }));
    const token = await running.token();
    await running.patch(token, '199A000014/NOPE');
    await running.patch(null, MED_A);
    await running.patch(token, MED_A);
    const found = await Promise.all(waiting);
    expect(found.map((entry) => [entry?.request.method, entry?.answer.status, entry?.cause?.code])).toEqual([
      ['POST', 200, undefined],
      ['PATCH', 400, 'feed.not-parameters'],
      ['PATCH', 404, 'feed.location-not-found'],
      ['PATCH', 401, 'bearer.missing'],
    ]);
    expect(await mock.waitForExchange({ from, timeoutMs: 20, status: 418 })).toBeNull();
    const unknown = mock.waitForExchange({ from, timeoutMs: 20, participant: 'nobody' });
    await expect(unknown).rejects.toMatchObject({ code: 'mock.unknown-participant' });
  });

  it('streams what is there and then what comes, in order, until the signal fires', async () => {
    const from = (await mock.journalHead()) + 1;
    const mark = { kind: 'mark', mark: 'settled', scenario: null, attempt: null } as const;
    await Promise.all(Array.from({ length: 250 }, () => running.mock.append(mark)));
    const stop = new AbortController();
    const seen: number[] = [];
    for await (const entry of mock.follow({ from, kinds: ['mark'], signal: stop.signal })) {
      seen.push(entry.seq);
      if (seen.length === 250) {
        await running.mock.setClockOffset(0); // not asked for
        await running.mock.append(mark);
      }
      if (seen.length === 251) stop.abort();
    }
    const marks = Array.from({ length: 250 }, (_, index) => from + index);
    expect(seen).toEqual([...marks, from + 251]);
  });

  it('ends a stream when the mock closes', async () => {
    const other = await RunningMock.start({ control: { token: TOKEN } });
    const { controlUrl } = (await other.mock.describe()).addresses;
    const followed = way === 'in process' ? other.mock : await connectMockRor(controlUrl ?? '', TOKEN);
    const seen: string[] = [];
    const from = (await other.mock.journalHead()) + 1;
    const ended = (async () => {
      for await (const { kind } of followed.follow({ from })) {
        seen.push(kind);
        if (seen.length === 1) void other.close();
      }
    })();
    await other.mock.setClockOffset(5);
    await ended;
    expect(seen).toEqual(['clock']);
    if (followed !== other.mock) await followed.close();
  });

  it('explains a refusal with every fault, its rule and the nearest value, and refuses what is no exchange', async () => {
    const token = await running.token();
    const accepted = await mock.why((await running.lastExchange()).seq);
    expect(accepted).toMatchObject({ call: 'token', outcome: 'accepted', refusals: [], clientId: 'rorkit-supplier' });
    expect(accepted.rules.map(({ result }) => result)).toEqual(['passed', 'passed', 'passed', 'passed', 'passed']);

    const record = (await mock.findLocations(MED_A))[0]?.records.find(
      ({ genderCapacityAvailable }) => genderCapacityAvailable === '01',
    );
    if (record === undefined) throw new Error('not in the seed');
    const send = async (body: object) => {
      await running.patch(token, MED_A, JSON.stringify(body));
      return await mock.why((await running.lastExchange()).seq);
    };
    const absent = { ...record, temporaryAssignement: '02', temporalityCapacity: '02' };
    const wrong = await send(parameters(operation('replace', { ...record, genderCapacityAvailable: '03' })));
    expect(wrong.refusals.map(({ code }) => code)).toEqual([
      'indicator.other-nature',
      'indicator.unknown-value',
      'indicator.unknown-path',
    ]);
    expect(wrong.refusals[1]?.near).toBe('DISPO_INDETERMINE');
    expect(wrong.said).toHaveLength(3);
    expect(wrong.rules.find(({ result }) => result === 'refused')?.id).toBe('business-rules');
    expect(wrong.rules.at(-1)).toEqual({
      id: 'indicator',
      requirement: 'ROR-FEED-ADD-AFTER-404',
      result: 'not-asked',
    });

    const missing = await send(parameters(operation('delete', absent)));
    expect(missing.refusals[0]).toMatchObject({ rule: missing.rules.find(({ result }) => result === 'refused')?.id });
    const structure = await send({ resourceType: 'Bundle' });
    expect(structure.refusals[0]).toMatchObject({ code: 'feed.not-parameters', rule: 'body-structure' });
    await running.patch(null, MED_A);
    const unauthorized = await mock.why((await running.lastExchange()).seq);
    expect(unauthorized.rules[0]).toMatchObject({ id: 'bearer', result: 'refused' });

    const done = await send(parameters(operation('replace', { ...record, nbCapacity: 1 })));
    expect(done).toMatchObject({ outcome: 'accepted', effect: { operations: ['replace'] }, refusals: [] });
    expect(new Set(done.rules.map(({ result }) => result))).toEqual(new Set(['passed']));
    expect(done.rules.length).toBeGreaterThan(12);
    await expect(mock.why(1)).rejects.toMatchObject({ code: 'mock.unknown-exchange' });
    await expect(mock.why(1_000_000)).rejects.toMatchObject({ code: 'mock.unknown-exchange' });
  });

  it('tells the nearest identifier, subject DN and indicator, and what differs', async () => {
    expect(await mock.nearMiss({ identifier: MED_A })).toEqual({ isKnown: true, nearest: [] });
    const slips = [
      ['199a000014/med-a', { part: 'case', seen: '199a000014/med-a', known: MED_A }],
      ['199A000014%2FMED-A', { part: 'percent-encoding', seen: '199A000014%2FMED-A', known: MED_A }],
      ['199A000014/MEDA', { part: 'separator', seen: '199A000014/MEDA', known: MED_A }],
      ['99A000014/MED-A', { part: 'establishment', seen: '99A000014', known: '199A000014' }],
      ['MED-A', { part: 'establishment', seen: null, known: '199A000014' }],
      ['199A000014/MED-AA', { part: 'code', seen: 'MED-AA', known: 'MED-A' }],
    ] as const;
    for (const [identifier, difference] of slips) {
      const { isKnown, nearest } = await mock.nearMiss({ identifier });
      expect([identifier, isKnown, nearest.find(({ value }) => value === MED_A)?.differs]).toEqual([
        identifier,
        false,
        [difference],
      ]);
    }
    expect(await mock.nearMiss({ identifier: 'x'.repeat(400) })).toEqual({ isKnown: false, nearest: [] });

    const [supplier] = await mock.participants();
    const subjectDn = supplier?.certificates[0]?.subjectDn ?? '';
    expect(await mock.nearMiss({ subjectDn })).toEqual({ isKnown: true, nearest: [] });
    const turned = subjectDn.split(',').toReversed().join(',');
    expect((await mock.nearMiss({ subjectDn: turned, clientId: supplier?.clientId ?? '' })).nearest[0]).toEqual({
      value: subjectDn,
      differs: [{ part: 'reversed', seen: turned, known: subjectDn }],
    });
    const other = await mock.nearMiss({ subjectDn: subjectDn.replace(/O=[^,]+/, 'O=AUTRE') });
    expect(other.nearest[0]).toMatchObject({ value: subjectDn, differs: [{ part: 'O', seen: 'AUTRE' }] });

    const indicator = {
      capacityStatus: '02',
      temporalityCapacity: '01',
      genderCapacityAvailable: '03',
      capacityClosingType: null,
      additionalBedType: null,
      crisisType: null,
      temporaryAssignement: '01',
    };
    const near = await mock.nearMiss({ indicator });
    expect(near).toMatchObject({ isKnown: false });
    expect(near.nearest[0]?.differs).toMatchObject([{ part: 'genderCapacityAvailable', seen: '03' }]);
    expect((await mock.nearMiss({ indicator: { ...indicator, genderCapacityAvailable: '01' } })).isKnown).toBe(true);
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

  it('writes an answer out to a slow client before it stops, and journals no loss', async () => {
    const running = await RunningMock.start();
    const token = await running.token();
    await running.mock.addFault({ listener: 'api', action: { kind: 'slow-drip', overMs: 1_500 } });
    const from = (await running.mock.journalHead()) + 1;
    const reply = running.patch(token, '199A000014/NOPE');
    const exchange = await running.mock.waitForExchange({ from, timeoutMs: 10_000, status: 404 });
    expect(exchange).not.toBeNull();
    const late: string[] = [];
    const watched = (async () => {
      for await (const { kind } of running.mock.follow({ from })) late.push(kind);
    })();
    const closed = running.mock.close();
    expect(JSON.parse((await reply).text)).toMatchObject({ resourceType: 'OperationOutcome' });
    await closed;
    await watched;
    expect(late).not.toContain('delivery');
    await running.close();
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

  it('knows its snapshots again in a data folder, and what was restored', async () => {
    const first = await RunningMock.start();
    const dataDir = `${first.dir}/data`;
    const identifier = '199A000014/MED-A';
    const one = await startMockRor({ pki: first.pki, dataDir });
    await one.setRecords({ identifier, records: [] });
    await one.changeSettings({ dnMatch: 'literal' });
    await one.takeSnapshot('empty');
    await one.reset();
    await one.takeSnapshot('gone');
    await one.dropSnapshot('gone');
    await one.close();
    const two = await startMockRor({ pki: first.pki, dataDir });
    expect(await two.snapshots()).toMatchObject([{ name: 'empty', changedLocations: 1 }]);
    await two.restoreSnapshot('empty');
    await two.changeSettings({ tokenLifetimeS: 9 });
    await two.close();
    const three = await startMockRor({ pki: first.pki, dataDir, settings: { rightsCheck: 'token' } });
    expect((await three.findLocations(identifier))[0]?.records).toEqual([]);
    expect((await three.describe()).settings).toMatchObject({
      dnMatch: 'literal',
      tokenLifetimeS: 9,
      rightsCheck: 'token',
    });
    await three.close();
    await first.close();
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

  it('is what it was when its data folder is opened again: settings, participants and clock', async () => {
    const first = await RunningMock.start();
    const options = { pki: first.pki, dataDir: `${first.dir}/data` };
    const one = await startMockRor(options);
    await one.changeSettings({ tokenLifetimeS: 7 });
    await one.reset();
    await one.changeSettings({ tokenLifetimeS: 9, dnMatch: 'literal' });
    await one.setClockOffset(60_000);
    const [supplier] = await one.participants();
    if (supplier === undefined) throw new Error('no participant');
    const added = { ...supplier, id: 'added', clientId: 'added' };
    await one.putParticipant(added);
    await one.putParticipant({ ...supplier, state: 'suspended' });
    await one.removeParticipant('consumer');
    await one.close();

    const two = await startMockRor({ ...options, settings: { dnMatch: 'rfc4514' } });
    expect((await two.describe()).settings).toMatchObject({ tokenLifetimeS: 9, dnMatch: 'rfc4514' });
    expect(await two.participants()).toContainEqual(added);
    expect(await two.participants()).toContainEqual({ ...supplier, state: 'suspended' });
    expect((await two.participants()).map(({ id }) => id)).not.toContain('consumer');
    const { tokenUrl } = (await two.describe()).addresses;
    const reply = await first.ask(tokenUrl, { leaf: 'good', method: 'POST', body: 'client_id=added' });
    expect(Date.parse(String(reply.headers['date'])) - Date.now()).toBeGreaterThan(50_000);
    await two.reset();
    await two.close();

    const three = await startMockRor(options);
    expect((await three.describe()).settings).toMatchObject({ tokenLifetimeS: 300, dnMatch: 'rfc4514' });
    expect(await three.participants()).not.toContainEqual(added);
    await three.close();
    await first.close();
  });

  it('passes over a change that it no longer knows, and says so', async () => {
    const first = await RunningMock.start();
    const dataDir = `${first.dir}/data`;
    await mkdir(dataDir);
    const lane = openLaneStore({ file: `${dataDir}/lane.sqlite`, durability: 'process' });
    await lane.commit({ kind: 'settings', subject: 'settings', detail: { bygone: 1 } });
    await lane.commit({ kind: 'settings', subject: 'participants', detail: 'nobody' });
    await lane.commit({ kind: 'settings', subject: 'settings', detail: { tokenLifetimeS: 11 } });
    await lane.close();
    const logged: string[] = [];
    const mock = await startMockRor({ pki: first.pki, dataDir, log: (text) => logged.push(text) });
    expect((await mock.describe()).settings).toMatchObject({ tokenLifetimeS: 11 });
    expect(logged).toEqual([
      expect.stringContaining('entry 1 cannot be restored: unknown setting bygone'),
      expect.stringContaining('entry 2 cannot be restored'),
    ]);
    await mock.close();
    await first.close();
  });

  it('answers 500 when the store cannot write, and the change is not there', async () => {
    const logged: string[] = [];
    const running = await RunningMock.start({ log: (text) => logged.push(text) });
    const socket = connect(await tlsOf(running));
    const { seq } = await running.waitFor('connection', 0);
    const exec = vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(() => {
      throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
    });
    socket.write(`GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    const reply = await readAll(socket).finally(() => exec.mockRestore());
    expect(reply).toMatch(/^HTTP\/1\.1 500 /);
    expect(reply).toContain('"code":"exception"');
    expect(reply).not.toContain('disk');
    expect(logged.join()).toContain('disk is full');
    expect((await running.patch(null)).status).toBe(401);
    const [notice] = await running.mock.readJournal({ from: seq + 1 });
    expect(notice).toMatchObject({ kind: 'recording-failure', kinds: expect.arrayContaining(['exchange']) });
    await running.close();
  });

  it('drops a connection over the cap, and journals it', async () => {
    const running = await RunningMock.start({ limits: { maxConnections: 1 } });
    const held = connect(await tlsOf(running));
    await once(held, 'secureConnect');
    await expect(running.patch(null)).rejects.toThrow(/socket|ECONNRESET/);
    expect(await running.waitFor('handshake-failure', 0)).toMatchObject({ cause: 'tls.too-many-connections' });
    const gone = once(held, 'close');
    held.destroy();
    await gone;
    await running.waitFor('connection-unused', 0);
    expect((await running.patch(null)).status).toBe(401);
    await running.close();
  });

  it('answers 503 with Retry-After when too many requests are in flight, without reading their bodies', async () => {
    const running = await RunningMock.start({ limits: { maxRequestsInFlight: 1 } });
    const url = `${running.feedUrl}/Location?identifier=x`;
    const options = { ...(await running.tls()), method: 'PATCH', agent: false };
    const slow = request(url, options);
    const answered = new Promise<number>((resolve, reject) => {
      slow.on('response', (answer) => resolve(answer.statusCode ?? 0)).on('error', reject);
    });
    slow.write('{');
    await running.waitFor('connection', 0);
    // The header of the first may come after the second's: ask until it counts.
    let reply = await running.patch(null);
    while (reply.status === 401) reply = await running.patch(null);
    expect(reply.status).toBe(503);
    expect(reply.headers['retry-after']).toBe('1');
    expect((await running.lastExchange()).cause?.code).toBe('http.too-busy');
    slow.end('}');
    expect(await answered).toBe(401);
    expect((await running.patch(null)).status).toBe(401);
    await running.close();
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

async function tlsOf(running: RunningMock): Promise<ConnectionOptions> {
  return { ca: await readFile(running.pki.caFile), host: 'localhost', port: Number(new URL(running.feedUrl).port) };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectMockRor, startMockRor } from '../../mock-server/index.ts';
import type { MockRor } from '../../mock-server/index.ts';
import { operation, parameters, WOMEN } from './in-process.ts';
import { RunningMock } from './running-mock.ts';
import { temporaryFolder } from '../journal/temporary-lane.ts';

const TOKEN = 'control-token-of-retention';
const MED_A = '199A000014/MED-A';
const KEPT = 1_000;

function patchBody(nbCapacity: number): string {
  return JSON.stringify(parameters(operation('replace', { ...WOMEN, nbCapacity })));
}

/** Status and code of a problem of the control API, as it stands on the wire. */
async function problem(url: string, path: string): Promise<{ status: number | undefined; text: string }> {
  const agent = new Agent();
  try {
    return await new Promise((resolve, reject) => {
      const sent = request(`${url}${path}`, { agent, headers: { authorization: `Bearer ${TOKEN}` } }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode, text })).on('error', reject);
      });
      sent.on('error', reject).end();
    });
  } finally {
    agent.destroy();
  }
}

describe('a mock that keeps so many entries', { timeout: 120_000 }, () => {
  let running: RunningMock;
  let remote: MockRor;
  let url = '';
  const folder = mkdtempSync(join(tmpdir(), 'rorkit-retention-'));
  const dataDir = join(folder, 'data');
  beforeAll(async () => {
    running = await RunningMock.start({ dataDir, retainEntries: KEPT, control: { token: TOKEN } });
    url = (await running.mock.describe()).addresses.controlUrl ?? '';
    remote = await connectMockRor(url, TOKEN);
    await running.mock.changeSettings({ tokenLifetimeS: 3_000 });
    const token = await running.token();
    const answered: number[] = [(await running.patch(token, MED_A, patchBody(7))).status];
    await running.mock.takeSnapshot('seven');
    for (let sent = 0; sent < KEPT + 300; sent += 1) {
      // Entries of the network of which a client can make many in little time.
      // oxlint-disable-next-line no-await-in-loop -- each answer is one more PATCH that was answered while trimming
      if (sent % 100 === 0) answered.push((await running.patch(token, MED_A, patchBody(sent / 100))).status);
      // oxlint-disable-next-line no-await-in-loop
      await running.mock.append({ kind: 'mark', mark: 'armed', scenario: String(sent), attempt: null });
    }
    if (answered.some((status) => status !== 200)) throw new Error(`answered ${answered.join(', ')}`);
  }, 120_000);
  afterAll(async () => {
    await remote.close();
    await running.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says that an entry was dropped, and not that it is unknown', async () => {
    const [told] = await running.mock.readJournal({ kinds: ['retention'] });
    if (told?.kind !== 'retention') throw new Error('nothing was dropped');
    const gone = told.last;
    for (const mock of [running.mock, remote]) {
      // oxlint-disable-next-line no-await-in-loop -- in process, then over the control API
      await expect(mock.why(gone)).rejects.toMatchObject({ code: 'mock.entry-dropped' });
      // oxlint-disable-next-line no-await-in-loop
      await expect(mock.readJournal({ from: gone, to: gone })).rejects.toMatchObject({ code: 'mock.entry-dropped' });
      // oxlint-disable-next-line no-await-in-loop
      await expect(mock.why(10_000_000)).rejects.toMatchObject({ code: 'mock.unknown-exchange' });
      // oxlint-disable-next-line no-await-in-loop
      await expect(firstOf(mock, { from: gone })).rejects.toMatchObject({ code: 'mock.entry-dropped' });
      // What retention never drops can be followed from the beginning.
      // oxlint-disable-next-line no-await-in-loop
      expect(await firstOf(mock, { from: 1, kinds: ['settings'] })).toMatchObject({ kind: 'settings' });
      // oxlint-disable-next-line no-await-in-loop
      expect((await mock.readJournal()).length).toBeGreaterThan(KEPT);
    }
    for (const path of [
      `/v1/exchanges/${gone}/why`,
      `/v1/journal?from=${gone}&to=${gone}`,
      `/v1/events?from=${gone}`,
    ]) {
      // oxlint-disable-next-line no-await-in-loop
      const { status, text } = await problem(url, path);
      expect(status).toBe(410);
      expect(JSON.parse(text)).toMatchObject({ code: 'mock.entry-dropped', status: 410 });
    }
  });

  it('is after a restart what it was: settings, snapshots and what they hold', async () => {
    await running.mock.close();
    const { pki } = running;
    const again = await startMockRor({ pki, dataDir, retainEntries: KEPT });
    try {
      expect((await again.describe()).settings['tokenLifetimeS']).toBe(3_000);
      await again.restoreSnapshot('seven');
      const [location] = await again.findLocations(MED_A);
      expect(location?.records.map(({ nbCapacity }) => nbCapacity)).toContain(7);
    } finally {
      await again.close();
    }
  });
});

describe('a mock whose data folder is full', { timeout: 120_000 }, () => {
  it('refuses with 500 what it cannot record, goes on, and has every answered exchange afterwards', async () => {
    const dataDir = join(temporaryFolder(), 'data');
    const logged: string[] = [];
    const log = (text: string): void => void logged.push(text);
    const running = await RunningMock.start({ dataDir, maxDataMb: 16, control: { token: TOKEN }, log });
    try {
      const token = await running.token();
      const large = `{"resourceType":"Parameters","x":"${'x'.repeat(900_000)}"}`;
      const statuses: number[] = [];
      let last = '';
      while (statuses.at(-1) !== 500 && statuses.length < 40) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const { status, text } = await running.patch(token, MED_A, large);
        statuses.push(status);
        last = text;
      }
      expect(statuses.length).toBeGreaterThan(5);
      expect(statuses.at(-1)).toBe(500);
      expect(last).toContain('limite de disque');
      expect(logged.join('\n')).toContain('--max-data-mb');
      expect(logged.join('\n')).not.toContain('bug:');
      // What is there can be read.
      const answered = (await running.exchanges()).filter(({ request: { method } }) => method === 'PATCH');
      expect(answered).toHaveLength(statuses.length - 1);
      expect(await running.mock.findLocations(MED_A)).toHaveLength(1);
      const list = { identifier: MED_A, records: [{ ...WOMEN, comment: 'x'.repeat(2_000) }] };
      const setups = async (): Promise<void> => {
        for (;;) await running.mock.setRecords(list);
      };
      await expect(setups()).rejects.toMatchObject({ code: 'mock.disk-limit' });
      await running.mock.close();

      const again = await startMockRor({ pki: running.pki, dataDir, maxDataMb: 64 });
      const kept = (await again.readJournal({ kinds: ['exchange'] })).filter(
        (entry) => entry.kind === 'exchange' && entry.request.method === 'PATCH',
      );
      expect(kept).toHaveLength(statuses.length - 1);
      await again.setRecords(list);
      await again.close();
    } finally {
      await running.close();
    }
  });

  it.each([
    ['fewer entries than a test looks at', { retainEntries: 999 }],
    ['less than a large country takes', { dataDir: '/nowhere', maxDataMb: 15 }],
    ['a limit of a folder that is not there', { maxDataMb: 16 }],
  ])('does not start with %s', async (...row) => {
    const [, options] = row;
    await expect(RunningMock.start(options)).rejects.toMatchObject({ code: 'mock.bad-option' });
  });
});

async function firstOf(mock: MockRor, query: Parameters<MockRor['follow']>[0]): Promise<unknown> {
  for await (const entry of mock.follow(query)) return entry;
  return null;
}

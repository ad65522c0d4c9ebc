import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ExchangeEntry, JournalEntry } from '../../journal/entry.ts';
import type { LaneStore } from '../../journal/lane-store.ts';
import { LOCATION, PatchedLane, textOf } from './patched-lane.ts';
import { openTestLane, temporaryFolder } from './temporary-lane.ts';

const SCRIPT = fileURLToPath(new URL('trimming-process.ts', import.meta.url));

async function patchTimes(lane: PatchedLane, times: number): Promise<void> {
  for (let done = 0; done < times; done += 8) {
    // oxlint-disable-next-line no-await-in-loop -- ticks, as of a client that waits for its answers
    await Promise.all(Array.from({ length: Math.min(8, times - done) }, () => lane.patch()));
  }
}

/** Resolves when nothing is being trimmed any more: each slice takes a turn of the event loop. */
async function trimmed(store: LaneStore, entries: number): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (store.head() - store.droppedTo() > entries * 1.1 + 64) {
    if (Date.now() > deadline) throw new Error(`dropped up to ${store.droppedTo()} of ${store.head()}`);
    // oxlint-disable-next-line no-await-in-loop -- one turn after the other
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function exchangesOf(entries: readonly JournalEntry[]): readonly ExchangeEntry[] {
  return entries.filter((entry) => entry.kind === 'exchange');
}

/** Everything that a kept exchange was answered with can be rebuilt, byte by byte. */
function expectBodies(store: LaneStore, entries: readonly JournalEntry[]): void {
  const exchanges = exchangesOf(entries);
  expect(exchanges.length).toBeGreaterThan(0);
  for (const { answer } of exchanges) {
    if (answer.body.form !== 'resource') throw new Error('no resource');
    const { type, id, versionId } = answer.body;
    expect(store.resources.textOf(type, id, versionId)).toBe(textOf(versionId));
  }
}

/** The newest entries are all there; of the older ones those that went are told of, one by one. */
function expectAccounted(entries: readonly JournalEntry[], kept: number): void {
  const numbers = entries.map(({ seq }) => seq);
  const head = numbers.at(-1) ?? 0;
  const newest = numbers.filter((seq) => seq > head - kept);
  expect(newest).toEqual(Array.from({ length: Math.min(kept, head) }, (_, index) => head - newest.length + 1 + index));
  const last = entries.findLast((entry) => entry.kind === 'retention');
  expect(last?.kind === 'retention' ? last.total : 0).toBe(head - numbers.length);
}

describe('a lane that keeps so many entries', () => {
  it('drops the oldest of the network, tells of it, and keeps the newest and every change from outside', async () => {
    const file = join(temporaryFolder(), 'lane.sqlite');
    const store = openTestLane({ file, retainEntries: 100 });
    const lane = new PatchedLane(store);
    await store.commit({ kind: 'clock', offsetMs: 5 });
    await store.commit({ kind: 'fault', action: 'armed', fault: { id: 'one' } });
    await store.commit({ kind: 'settings', subject: 'settings', detail: { tokenLifetimeS: 60 } });
    await patchTimes(lane, 600);
    await trimmed(store, 100);
    const entries = await store.read();
    expectAccounted(entries, 100);
    expect(entries.length).toBeLessThan(200);
    expect(entries.slice(0, 3).map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, 'clock'],
      [2, 'fault'],
      [3, 'settings'],
    ]);
    expect(store.droppedTo()).toBeGreaterThan(400);
    await store.close();

    const again = openTestLane({ file });
    expect(await again.read()).toEqual(entries);
    expect(again.droppedTo()).toBe(store.droppedTo());
    expect(again.changesSinceReset().map(({ kind }) => kind)).toEqual(['clock', 'fault', 'settings']);
    expect(await again.commit({ kind: 'clock', offsetMs: 6 })).toBe((entries.at(-1)?.seq ?? 0) + 1);
  });

  it('keeps the versions that are referred to, byte by byte, and lets the others go with their records', async () => {
    const file = join(temporaryFolder(), 'lane.sqlite');
    const store = openTestLane({ file, retainEntries: 100 });
    const lane = new PatchedLane(store);
    await patchTimes(lane, 20);
    const locations = { [LOCATION.id]: 7 };
    await store.commit({ kind: 'settings', subject: 'snapshot', detail: { action: 'taken', name: 'kept', locations } });
    const dropped = { action: 'taken', name: 'dropped', locations: { [LOCATION.id]: 9 } };
    await store.commit({ kind: 'settings', subject: 'snapshot', detail: dropped });
    await store.commit({ kind: 'settings', subject: 'snapshot', detail: { action: 'dropped', name: 'dropped' } });
    await patchTimes(lane, 500);
    await lane.read(lane.version - 50);
    const readLate = lane.version - 50;
    await patchTimes(lane, 60);
    await trimmed(store, 100);
    const entries = await store.read();
    expectBodies(store, entries);
    expect(store.resources.textOf(LOCATION.type, LOCATION.id, 7)).toBe(textOf(7));
    expect(store.resources.textOf(LOCATION.type, LOCATION.id, readLate)).toBe(textOf(readLate));
    expect(store.resources.textOf(LOCATION.type, LOCATION.id, lane.version)).toBe(textOf(lane.version));
    for (const gone of [1, 6, 8, 9, 300]) expect(store.resources.textOf(LOCATION.type, LOCATION.id, gone)).toBeNull();
    await store.close();
    const sqlite = new DatabaseSync(file, { readOnly: true });
    const parts = Number(sqlite.prepare('SELECT count(*) AS parts FROM part').get()?.['parts']);
    const versions = Number(sqlite.prepare('SELECT count(*) AS versions FROM version').get()?.['versions']);
    sqlite.close();
    expect(versions).toBeLessThan(250);
    expect(parts).toBeLessThan(versions + 20);
  });

  it('keeps a record that an older file took up again', async () => {
    const file = join(temporaryFolder(), 'lane.sqlite');
    const before = openTestLane({ file });
    const { resources } = before;
    const frame = resources.newFrame(['', '', '', '']);
    const [back, other] = [resources.newPart('back'), resources.newPart('other')];
    const row = { type: 'Location', id: 'old', lastUpdated: '', frameId: frame.frameId };
    const held = [back, other, back, other, back].map(({ partId }, index) => ({
      ...row,
      version: index + 1,
      partIds: [partId],
    }));
    before.writeNow({ frames: [frame], parts: [back, other], versions: held });
    const lane = new PatchedLane(before);
    const draft = await lane.patch().then(() => before.read({ kinds: ['exchange'] }));
    const [model] = exchangesOf(draft);
    if (model === undefined) throw new Error('no exchange');
    const body = { ...model.answer.body, id: 'old', versionId: 4 } as const;
    await before.commit({ ...model, answer: { ...model.answer, body }, effect: null });
    await before.close();

    const store = openTestLane({ file, retainEntries: 20 });
    await patchTimes(new PatchedLane(store), 60);
    await trimmed(store, 20);
    expect(store.resources.textOf('Location', 'old', 1)).toBeNull();
    expect(store.resources.textOf('Location', 'old', 5)).toContain('back');
  });

  it('answers while it trims what had piled up', async () => {
    const file = join(temporaryFolder(), 'lane.sqlite');
    const before = openTestLane({ file });
    await patchTimes(new PatchedLane(before), 1_500);
    await before.close();
    const store = openTestLane({ file, retainEntries: 100 });
    const lane = new PatchedLane(store);
    const droppedAt: number[] = [];
    while (droppedAt.length < 10) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as a connector sends
      await lane.patch();
      droppedAt.push(store.droppedTo());
    }
    // Each PATCH was answered after at most one more slice: trimming did not hold it up until its end.
    expect(droppedAt[0]).toBeLessThan(200);
    for (const [index, now] of droppedAt.entries()) expect(now - (droppedAt[index - 1] ?? 0)).toBeLessThan(300);
    await trimmed(store, 100);
    expectBodies(store, await store.read());
    expectAccounted(await store.read(), 100);
  });

  it.each([
    ['a kept entry of the network', 'DELETE FROM entry WHERE seq = (SELECT max(seq) - 5 FROM entry)'],
    ['a change from outside among those that went', 'DELETE FROM entry WHERE seq = 1'],
    [
      'the newest word of what went',
      `DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry WHERE kind = 'retention')`,
    ],
  ])('still notices that %s is lost', async (...row) => {
    const [, loss] = row;
    const file = join(temporaryFolder(), 'lane.sqlite');
    const store = openTestLane({ file, retainEntries: 50 });
    await store.commit({ kind: 'clock', offsetMs: 5 });
    await patchTimes(new PatchedLane(store), 300);
    await trimmed(store, 50);
    await store.close();
    const sqlite = new DatabaseSync(file);
    expect(sqlite.prepare(loss).run().changes).toBe(1);
    sqlite.close();
    expect(() => openTestLane({ file })).toThrow(expect.objectContaining({ code: 'store.corrupt' }));
  });

  it('leaves a file alone in which it is not at work, and marks the other', async () => {
    const folder = temporaryFolder();
    for (const [name, retainEntries, expected] of [
      ['all', undefined, 1],
      ['few', 50, 2],
    ] as const) {
      const file = join(folder, name);
      // oxlint-disable-next-line no-await-in-loop
      await openTestLane({ file, retainEntries }).close();
      const sqlite = new DatabaseSync(file, { readOnly: true });
      expect(sqlite.prepare('PRAGMA user_version').get()?.['user_version']).toBe(expected);
      sqlite.close();
    }
  });
});

/** Lets a process write and trim, kills it after so many acknowledged versions, and gives them by number. */
async function writeUntilKilled(file: string, entries: number, atLeast: number): Promise<Map<number, number>> {
  const child = spawn(process.execPath, [SCRIPT, file, String(entries)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close'); // everything that it said has been read by then
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (text.split('\n').length > atLeast) child.kill('SIGKILL');
  });
  const [, signal] = await closed;
  expect(signal).toBe('SIGKILL');
  const whole = text.slice(0, text.lastIndexOf('\n')).split('\n');
  return new Map(whole.map((line) => [Number(line.split(' ')[0]), Number(line.split(' ')[1])]));
}

describe('a process killed while it trims', () => {
  it('loses nothing that is to be kept, and goes on', { timeout: 120_000 }, async () => {
    const file = join(temporaryFolder(), 'lane.sqlite');
    const entries = 60;
    let dropped = 0;
    for (const atLeast of [100, 75, 90, 131, 260, 400]) {
      // oxlint-disable-next-line no-await-in-loop -- each goes on where the one before was killed
      const acknowledged = await writeUntilKilled(file, entries, atLeast);
      const store = openTestLane({ file });
      // oxlint-disable-next-line no-await-in-loop
      const all = await store.read();
      expectAccounted(all, entries);
      expectBodies(store, all);
      const versions = new Map(exchangesOf(all).map(({ seq, effect }) => [seq, effect?.versionAfter]));
      const wanted = [...acknowledged].filter(([seq]) => seq > store.head() - entries);
      expect(wanted.length).toBeGreaterThan(0);
      for (const [seq, version] of wanted) expect(versions.get(seq)).toBe(version);
      expect(store.droppedTo()).toBeGreaterThan(dropped);
      dropped = store.droppedTo();
      // oxlint-disable-next-line no-await-in-loop
      await store.close();
    }
  });
});

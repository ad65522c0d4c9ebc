import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { LaneStore } from '../../journal/lane-store.ts';
import { LaneStoreError } from '../../journal/lane-store-error.ts';
import { LOCATION, PatchedLane, textOf } from './patched-lane.ts';
import { openTestLane, temporaryFolder } from './temporary-lane.ts';

const LIMIT = 1_000_000;

function bytesOf(file: string): number {
  return [file, `${file}-wal`].reduce((sum, one) => sum + (statSync(one, { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** Writes until something is refused; gives what was acknowledged, and the refusal. */
async function fill(store: LaneStore): Promise<{ acknowledged: Map<number, number>; refusal: LaneStoreError }> {
  const lane = new PatchedLane(store);
  const acknowledged = new Map<number, number>();
  while (acknowledged.size < 10_000) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { seq, version } = await lane.patch();
      acknowledged.set(seq, version);
    } catch (error) {
      if (error instanceof LaneStoreError) return { acknowledged, refusal: error };
      throw error;
    }
  }
  throw new Error('nothing was refused');
}

describe('a lane with a limit of the disk', () => {
  it('refuses whole what does not fit, still reads, and has everything when the limit is raised', async () => {
    const file = join(temporaryFolder(), 'lane.sqlite');
    const store = openTestLane({ file, maxBytes: LIMIT });
    const { acknowledged, refusal } = await fill(store);
    expect(acknowledged.size).toBeGreaterThan(50);
    expect(refusal).toMatchObject({ code: 'store.disk-limit' });
    expect(refusal.message).toContain('--max-data-mb');
    expect(store.head()).toBe(acknowledged.size);
    expect(await store.read({ limit: 3 })).toHaveLength(3);
    const newest = [...acknowledged.values()].at(-1) ?? 0;
    expect(store.resources.head(LOCATION.type, LOCATION.id)?.version.version).toBe(newest);
    // It goes on refusing, and goes on living.
    await expect(new PatchedLane(store).patch()).rejects.toMatchObject({ code: 'store.disk-limit' });
    expect(() => store.writeNow({ parts: [store.resources.newPart('x'.repeat(900_000))], versions: [] })).toThrow(
      expect.objectContaining({ code: 'store.disk-limit' }),
    );
    expect(bytesOf(file)).toBeLessThanOrEqual(LIMIT);
    await store.close();

    const again = openTestLane({ file, maxBytes: 2 * LIMIT });
    const entries = await again.read();
    expect(entries.map(({ seq }) => seq)).toEqual([...acknowledged.keys()]);
    for (const version of acknowledged.values()) {
      expect(again.resources.textOf(LOCATION.type, LOCATION.id, version)).toBe(textOf(version));
    }
    const next = await new PatchedLane(again).patch();
    expect(next).toEqual({ seq: acknowledged.size + 1, version: newest + 1 });
  });

  it('tells what was lost as soon as there is room again', async () => {
    const store = openTestLane({ maxBytes: LIMIT });
    const { acknowledged } = await fill(store);
    const small = { kind: 'clock', offsetMs: 1 } as const;
    let seq = 0;
    // The page that is not full yet takes a small entry where a large one did not fit.
    await expect(store.commit(small).then((number) => (seq = number))).resolves.toBe(acknowledged.size + 2);
    const [told] = await store.read({ from: seq - 1, limit: 1 });
    expect(told).toMatchObject({ kind: 'recording-failure', lost: 1, kinds: ['exchange'] });
    expect(told?.kind === 'recording-failure' ? told.reason : '').toContain('--max-data-mb');
  });

  it('lets the oldest entries go before it refuses, when both are set', async () => {
    const file = join(temporaryFolder(), 'lane.sqlite');
    const store = openTestLane({ file, maxBytes: LIMIT, retainEntries: 40 });
    const lane = new PatchedLane(store);
    for (let round = 0; round < 12; round += 1) {
      // More at once than trimming in its own time would make room for.
      // oxlint-disable-next-line no-await-in-loop
      await Promise.all(Array.from({ length: 60 }, () => lane.patch()));
    }
    expect(store.droppedTo()).toBeGreaterThan(500);
    expect(bytesOf(file)).toBeLessThanOrEqual(LIMIT);
    expect(await store.read({ kinds: ['recording-failure'] })).toEqual([]);
  });

  it('refuses, and drops nothing of what is to be kept, when that alone does not fit', async () => {
    const file = join(temporaryFolder(), 'lane.sqlite');
    const store = openTestLane({ file, maxBytes: LIMIT, retainEntries: 5_000 });
    const { acknowledged, refusal } = await fill(store);
    expect(refusal).toMatchObject({ code: 'store.disk-limit' });
    expect(store.droppedTo()).toBe(0);
    expect(store.head()).toBe(acknowledged.size);
  });

  it('stays within its limit while somebody reads the files', async () => {
    const file = join(temporaryFolder(), 'lane.sqlite');
    const store = openTestLane({ file, maxBytes: LIMIT });
    await new PatchedLane(store).patch();
    const reader = new DatabaseSync(file, { readOnly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM entry').get();
    const { refusal } = await fill(store);
    expect(refusal).toMatchObject({ code: 'store.disk-limit' });
    expect(bytesOf(file)).toBeLessThanOrEqual(LIMIT);
    reader.exec('COMMIT');
    reader.close();
    await expect(new PatchedLane(store).patch()).resolves.toMatchObject({ version: expect.any(Number) });
  });
});

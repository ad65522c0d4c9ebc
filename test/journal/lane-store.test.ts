import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Draft, JournalEntry } from '../../journal/entry.ts';
import { LaneStoreError } from '../../journal/lane-store-error.ts';
import { markDraft, openTestLane, temporaryFolder } from './temporary-lane.ts';

const clock: Draft<JournalEntry> = { kind: 'clock', offsetMs: 5 };

describe('the journal of a lane', () => {
  it('numbers entries 1, 2, 3 in the order of the commits, across ticks', async () => {
    const lane = openTestLane();
    const first = await Promise.all([lane.commit(markDraft('a')), lane.commit(clock), lane.commit(markDraft('b'))]);
    const then = await lane.commit(markDraft('c'));
    expect([...first, then]).toEqual([1, 2, 3, 4]);
    expect(lane.head()).toBe(4);
    const entries = await lane.read();
    expect(entries.map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, 'mark'],
      [2, 'clock'],
      [3, 'mark'],
      [4, 'mark'],
    ]);
  });

  it('dates an entry with real time unless its draft has a date', async () => {
    const lane = openTestLane();
    const before = Date.now();
    await lane.commit(clock);
    await lane.commit({ ...clock, at: '2020-01-02T03:04:05.006Z' });
    const [dated, given] = await lane.read();
    expect(Date.parse(dated?.at ?? '')).toBeGreaterThanOrEqual(before);
    expect(dated?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(given?.at).toBe('2020-01-02T03:04:05.006Z');
  });

  it('gives back what it was given, whatever the text', async () => {
    const lane = openTestLane();
    const text = fc.string({ unit: 'grapheme', maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(text, async (scenario) => {
        const seq = await lane.commit(markDraft(scenario));
        const [entry] = await lane.read({ from: seq });
        expect(entry).toEqual({ seq, at: entry?.at, ...markDraft(scenario) });
      }),
      { numRuns: 60 },
    );
  });

  it('writes more rows in one tick than one INSERT takes, without a gap', async () => {
    const lane = openTestLane();
    const numbers = await Promise.all(Array.from({ length: 1000 }, (_, i) => lane.commit(markDraft(String(i)))));
    expect(numbers).toEqual(Array.from({ length: 1000 }, (_, i) => i + 1));
    const entries = await lane.read({ kinds: ['mark'] });
    expect(entries.map((entry) => (entry.kind === 'mark' ? entry.scenario : ''))).toEqual(
      numbers.map((seq) => String(seq - 1)),
    );
  });

  it('reads a range, some kinds, a number of entries, and nothing for no kind', async () => {
    const lane = openTestLane();
    await Promise.all([
      lane.commit(markDraft('a')),
      lane.commit(clock),
      lane.commit(markDraft('b')),
      lane.commit(clock),
    ]);
    const seqs = async (query: Parameters<typeof lane.read>[0]): Promise<number[]> =>
      (await lane.read(query)).map(({ seq }) => seq);
    expect(await seqs({ from: 2, to: 3 })).toEqual([2, 3]);
    expect(await seqs({ kinds: ['clock'] })).toEqual([2, 4]);
    expect(await seqs({ kinds: ['clock', 'mark'], limit: 3 })).toEqual([1, 2, 3]);
    expect(await seqs({ kinds: [] })).toEqual([]);
    expect(await seqs({ from: 9 })).toEqual([]);
  });

  it('tells each entry once, in order, after it was committed', async () => {
    const told: number[] = [];
    const lane = openTestLane({ onCommit: ({ seq }) => told.push(seq) });
    const written = Promise.all([lane.commit(clock), lane.commit(clock)]);
    expect(told).toEqual([]);
    await written;
    expect(told).toEqual([1, 2]);
  });

  it('resolves no commit before its transaction', async () => {
    const lane = openTestLane();
    const written = lane.commit(clock);
    expect(await lane.read()).toEqual([]);
    await written;
    expect(await lane.read()).toHaveLength(1);
  });

  it('commits what is queued when it is flushed or closed', async () => {
    const lane = openTestLane();
    const written = lane.commit(clock);
    await lane.flush();
    expect(lane.head()).toBe(1);
    const last = lane.commit(clock);
    await lane.close();
    expect([await written, await last]).toEqual([1, 2]);
    await expect(lane.commit(clock)).rejects.toMatchObject({ code: 'store.closed' });
    await expect(lane.read()).rejects.toMatchObject({ code: 'store.closed' });
  });
});

describe('waiting for an entry', () => {
  it('gives one that is there already', async () => {
    const lane = openTestLane();
    await Promise.all([lane.commit(clock), lane.commit(markDraft('a'))]);
    const entry = await lane.waitFor({ from: 1, kinds: ['mark'], timeoutMs: 0 });
    expect(entry?.seq).toBe(2);
  });

  it('resolves with the one that comes, without asking again and again', async () => {
    const lane = openTestLane();
    const asked = vi.spyOn(DatabaseSync.prototype, 'prepare');
    const waiting = lane.waitFor({ from: 2, kinds: ['mark'], timeoutMs: 10_000 });
    await lane.commit(markDraft('too early'));
    await lane.commit(clock);
    await lane.commit(markDraft('awaited'));
    expect(await waiting).toMatchObject({ seq: 3, kind: 'mark', scenario: 'awaited' });
    expect(asked.mock.calls.filter(([sql]) => /^select .* from "entry"/.test(sql))).toHaveLength(1);
    asked.mockRestore();
  });

  it('gives null when the time has passed, and when the store closes', async () => {
    const lane = openTestLane();
    expect(await lane.waitFor({ from: 1, kinds: ['mark'], timeoutMs: 5 })).toBeNull();
    const waiting = lane.waitFor({ from: 1, kinds: ['mark'], timeoutMs: 10_000 });
    await lane.flush();
    await lane.close();
    expect(await waiting).toBeNull();
  });
});

describe('a transaction that fails', () => {
  const poison = { versions: [{ type: 'L', id: 'x', version: 1, lastUpdated: 'z', frameId: 1, partIds: [] }] };

  it('rejects its commits, leaves no gap, takes the state back, and says so in the journal', async () => {
    const lane = openTestLane();
    await lane.commit(clock, poison);
    const failed = vi.fn<() => void>();
    const committed = vi.fn<() => void>();
    const lost = [lane.commit(markDraft('in the same tick')), lane.commit(clock, { ...poison, failed, committed })];
    const outcomes = await Promise.allSettled(lost);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(lost[0]).rejects.toBeInstanceOf(LaneStoreError);
    await expect(lost[0]).rejects.toMatchObject({ code: 'store.write-failed' });
    expect(failed).toHaveBeenCalledTimes(1);
    expect(committed).not.toHaveBeenCalled();
    expect(lane.head()).toBe(1);
    expect(await lane.commit(markDraft('next'))).toBe(3);
    expect(await lane.read({ from: 2 })).toMatchObject([
      { seq: 2, kind: 'recording-failure', lost: 2, kinds: ['mark', 'clock'] },
      { seq: 3, kind: 'mark', scenario: 'next' },
    ]);
    expect(await lane.commit(clock)).toBe(4);
  });

  it('refuses a write made from a state that was taken back, and only that one', async () => {
    const lane = openTestLane();
    const stale = lane.commit(clock, { versions: [], isStale: () => true });
    const good = lane.commit(clock);
    await expect(stale).rejects.toMatchObject({ code: 'store.write-failed' });
    expect(await good).toBeGreaterThan(0);
    expect((await lane.read()).map(({ kind }) => kind)).toEqual(['recording-failure', 'clock']);
  });

  it('refuses a draft that is no JSON alone', async () => {
    const lane = openTestLane();
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const good = lane.commit(clock);
    await expect(lane.commit({ kind: 'fault', action: 'hit', fault: circular })).rejects.toThrow(TypeError);
    expect(await good).toBe(1);
  });
});

describe('a lane in a file', () => {
  it('continues its numbering after it was closed', async () => {
    const file = join(temporaryFolder(), 'lane.sqlite');
    const first = openTestLane({ file });
    await first.commit(markDraft('one'));
    await first.close();
    const second = openTestLane({ file, durability: 'power' });
    expect(second.head()).toBe(1);
    expect(await second.commit(markDraft('two'))).toBe(2);
    expect(await second.read()).toMatchObject([{ scenario: 'one' }, { scenario: 'two' }]);
  });
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Quiet } from '../../../harness/drivers/until-quiet.ts';
import { untilQuiet } from '../../../harness/drivers/until-quiet.ts';
import type { Traffic } from '../../../harness/drivers/driver.ts';
import type { JournalEntry } from '../../../journal/entry.ts';
import { ANSWERS, JournalBuilder } from '../../support/journal-builder.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const START = Date.UTC(2026, 10, 23, 13, 0, 30);
const TIMING = { from: 1, quietMs: 100, retryEveryMs: 1000, deadlineMs: 30_000 };

/** A journal whose entries become visible at these times, in ms from the start. */
function journalOf(entries: readonly JournalEntry[], times: readonly number[]): Traffic {
  return {
    journalHead: () => Promise.resolve(0),
    waitForEntry: async ({ from, kinds, timeoutMs }) => {
      const end = Date.now() + timeoutMs;
      for (;;) {
        const found = entries.find(
          (entry, index) =>
            entry.seq >= from && kinds.includes(entry.kind) && START + (times[index] ?? Infinity) <= Date.now(),
        );
        if (found !== undefined) return found;
        if (Date.now() >= end) return null;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
}

async function waited(
  { entries }: JournalBuilder,
  times: readonly number[],
  hits: readonly JournalEntry[] = [],
): Promise<{ quiet: Quiet; ms: number }> {
  vi.setSystemTime(START);
  const all = [...hits, ...entries.map((entry) => ({ ...entry, seq: entry.seq + hits.length }))];
  const done = untilQuiet(journalOf(all, times), TIMING, new AbortController().signal);
  const result = done.then((quiet) => ({ quiet, ms: Date.now() - START }));
  await vi.advanceTimersByTimeAsync(120_000);
  return await result;
}

const patched = (answer: Parameters<JournalBuilder['patch']>[2] = {}): JournalBuilder =>
  new JournalBuilder().patch('199A000014/MED-A', '{}', answer);

test('After an accepted PATCH the silence of quietMs is enough', async () => {
  const { quiet, ms } = await waited(patched(), [0]);
  expect(quiet).toBe('quiet');
  expect(ms).toBeLessThan(300);
});

test('After "not now" the next try is waited for as long as the connector pauses', async () => {
  const journal = patched({ answer: ANSWERS.unavailable503 }).patch('199A000014/MED-A', '{}');
  const { quiet, ms } = await waited(journal, [0, 700]);
  expect(quiet).toBe('quiet');
  expect(ms).toBeGreaterThanOrEqual(800);
  expect(ms).toBeLessThan(1000);
});

test('After "not now" with Retry-After the asked pause is waited out', async () => {
  const { quiet, ms } = await waited(patched({ answer: ANSWERS.later503 }), [0]);
  expect(quiet).toBe('quiet');
  expect(ms).toBeGreaterThanOrEqual(2000);
});

test('After a refusal and after a lost answer the pause of a retry is waited for', async () => {
  expect((await waited(patched({ answer: ANSWERS.rules400 }), [0])).ms).toBeGreaterThanOrEqual(1000);
  expect((await waited(patched().lost(), [0, 0])).ms).toBeGreaterThanOrEqual(1000);
});

test('While an answer is held back the connector is not done', async () => {
  const fault = { id: 'f1', action: { kind: 'delay', delayMs: 3000 } };
  const hit = { seq: 1, at: new Date(START).toISOString(), kind: 'fault', action: 'hit', fault } as const;
  const { quiet, ms } = await waited(patched(), [0, 0], [hit]);
  expect(quiet).toBe('quiet');
  expect(ms).toBeGreaterThanOrEqual(3100);
});

test('A fault that is only armed is no traffic and holds nothing back', async () => {
  const fault = { id: 'f1', action: { kind: 'delay', delayMs: 3000 } };
  const armed = { seq: 1, at: new Date(START).toISOString(), kind: 'fault', action: 'armed', fault } as const;
  const alone = await waited(new JournalBuilder(), [0], [armed]);
  expect(alone).toMatchObject({ quiet: 'nothing' });
  expect((await waited(patched(), [0, 0], [armed])).ms).toBeLessThan(300);
});

test('A connector that never falls silent is busy at the deadline', async () => {
  const journal = new JournalBuilder();
  const times = Array.from({ length: 400 }, (_, index) => index * 90);
  for (const _ of times) journal.patch('199A000014/MED-A', '{}');
  expect((await waited(journal, times)).quiet).toBe('busy');
});

/** As `waited`, where two PATCH are expected. */
async function waitedForTwo(
  { entries }: JournalBuilder,
  times: readonly number[],
): Promise<{ quiet: Quiet; ms: number }> {
  vi.setSystemTime(START);
  const asked = { ...TIMING, expected: 2 };
  const done = untilQuiet(journalOf(entries, times), asked, new AbortController().signal);
  const result = done.then((quiet) => ({ quiet, ms: Date.now() - START }));
  await vi.advanceTimersByTimeAsync(120_000);
  return await result;
}

test('While fewer PATCH came than records were asked for, and none failed, silence means nothing', async () => {
  const { quiet, ms } = await waitedForTwo(patched().patch('199A000014/MED-A', '{}'), [0, 9_000]);
  expect(quiet).toBe('quiet');
  expect(ms).toBeGreaterThanOrEqual(9_100);
  expect(ms).toBeLessThan(9_400);
});

test('When the rest never comes it is waited for until the deadline, and not after a refusal', async () => {
  expect((await waitedForTwo(patched(), [0])).ms).toBeGreaterThanOrEqual(30_000);
  expect((await waitedForTwo(patched({ answer: ANSWERS.rules400 }), [0])).ms).toBeLessThan(2_000);
});

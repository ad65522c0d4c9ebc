import { describe, expect, it } from 'vitest';
import { EntryWaiters } from '../../journal/entry-waiters.ts';

const LONG_MS = 60_000;

describe('who waits for an entry', () => {
  it('is forgotten at once when it leaves, and the others wait on', async () => {
    const waiters = new EntryWaiters();
    const left = new AbortController();
    const gone = waiters.wait({ from: 1, kinds: ['mark'], timeoutMs: LONG_MS, signal: left.signal });
    const stays = waiters.wait({ from: 1, kinds: ['mark'], timeoutMs: LONG_MS });
    expect(waiters.size).toBe(2);
    left.abort();
    expect(await gone).toBeNull();
    expect(waiters.size).toBe(1);
    waiters.endAll();
    expect(await stays).toBeNull();
    expect(waiters.size).toBe(0);
  });

  it('does not wait when it has left already', async () => {
    const waiters = new EntryWaiters();
    const signal = AbortSignal.abort();
    expect(await waiters.wait({ from: 1, kinds: ['mark'], timeoutMs: LONG_MS, signal })).toBeNull();
    expect(waiters.size).toBe(0);
  });

  it('gets the entry, and nothing listens to its signal any more', async () => {
    const waiters = new EntryWaiters();
    const left = new AbortController();
    const entry = {
      kind: 'mark',
      mark: 'armed',
      scenario: null,
      attempt: null,
      seq: 4,
      at: '2026-03-02T10:00:00.000Z',
    } as const;
    const waiting = waiters.wait({ from: 4, kinds: ['mark'], timeoutMs: LONG_MS, signal: left.signal });
    waiters.show(entry);
    expect(await waiting).toEqual(entry);
    left.abort();
    expect(waiters.size).toBe(0);
  });
});

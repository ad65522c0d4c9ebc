import { expect, it } from 'vitest';
import { outlast } from '../../../harness/runner/outlast.ts';
import type { ArmedFault } from '../../../mock-server/index.ts';

const FAULT: ArmedFault = { id: 'fault-1', from: 1, times: 1, seen: 1, hits: 1, action: { kind: 'not-json' } };
const running = new AbortController().signal;

function mockWith(endsInMs: readonly (number | null)[]) {
  const faults = endsInMs.map((ms) =>
    ms === null ? FAULT : { ...FAULT, endsAt: new Date(Date.now() + ms).toISOString() },
  );
  return { faults: async () => faults };
}

it('waits for the last fault to end', async () => {
  const mock = mockWith([20, 150, null]);
  const waitedMs = await outlast(mock, { timing: { outageMs: 1000 }, signal: running });
  const ends = (await mock.faults()).flatMap(({ endsAt = '' }) => (endsAt === '' ? [] : [Date.parse(endsAt)]));
  expect(Date.now()).toBeGreaterThanOrEqual(Math.max(...ends));
  expect(waitedMs).toBeGreaterThan(0);
});

it('is over at once when no fault met anything, and when all have ended', async () => {
  expect(await outlast(mockWith([null]), { timing: { outageMs: 60_000 }, signal: running })).toBeLessThan(5_000);
  expect(await outlast(mockWith([-1, -60_000]), { timing: { outageMs: 60_000 }, signal: running })).toBeLessThan(5_000);
});

it('waits no longer than an outage lasts, whatever the clock of the mock', async () => {
  expect(await outlast(mockWith([3_600_000]), { timing: { outageMs: 30 }, signal: running })).toBeLessThan(10_000);
});

it('ends when the run is interrupted', async () => {
  const signal = AbortSignal.abort();
  expect(await outlast(mockWith([60_000]), { timing: { outageMs: 60_000 }, signal })).toBeLessThan(10_000);
});

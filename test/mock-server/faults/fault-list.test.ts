import { expect, it } from 'vitest';
import { FaultList } from '../../../mock-server/faults/fault-list.ts';
import type { FaultCall } from '../../../mock-server/faults/fault-list.ts';
import { faultSchema } from '../../../mock-server/faults/fault-schema.ts';
import type { Fault } from '../../../mock-server/faults/fault-schema.ts';

const CALL: FaultCall = {
  listener: 'api',
  kind: 'feed',
  isOnReused: false,
  operations: () => ['replace'],
  participant: () => null,
};

const DOWN: Fault = { times: 1000, lastsMs: 1000, action: { kind: 'status', status: 503 } };

it('a fault that lasts a while begins with the first call that it meets, however late, and ends by itself', () => {
  let nowMs = 0;
  const list = new FaultList(() => nowMs);
  list.arm(faultSchema.parse(DOWN));
  expect(list.list()[0]).not.toHaveProperty('endsAt');
  nowMs = 60_000;
  expect(list.take(CALL)).toMatchObject({ hits: 1, endsAt: '1970-01-01T00:01:01.000Z' });
  nowMs = 60_999;
  expect(list.take(CALL)).toMatchObject({ hits: 2, endsAt: '1970-01-01T00:01:01.000Z' });
  nowMs = 61_000;
  expect(list.take(CALL)).toBeNull();
  expect(list.list()).toMatchObject([{ seen: 2, hits: 2 }]);
});

it('a fault that met what it could has no say any more, whatever time is left', () => {
  const list = new FaultList(() => 0);
  list.arm(faultSchema.parse({ ...DOWN, times: 1 }));
  expect([list.take(CALL)?.hits, list.take(CALL)]).toEqual([1, null]);
});

it.each([
  [{ operation: 'add' }, 0],
  [{ operation: 'replace' }, 1],
  [{ connection: 'reused' }, 0],
  [{ connection: 'new' }, 1],
  [{ call: 'feed', operation: 'replace', connection: 'new' }, 1],
  [{ listener: 'auth' }, 0],
] as const)('a fault narrowed by %o meets %i of one call', (narrowed, hits) => {
  const list = new FaultList();
  list.arm(faultSchema.parse({ ...narrowed, action: { kind: 'not-json' } }));
  list.take(CALL);
  expect(list.list()[0]?.hits).toBe(hits);
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frenchDateTime, resolveRecord } from '../../../harness/model/record-date.ts';
import { RECORD } from '../../support/sample-scenario.ts';

describe('frenchDateTime', () => {
  it('follows French winter and summer time', () => {
    expect(frenchDateTime(Date.UTC(2026, 10, 23, 13, 0, 30))).toBe('2026-11-23T14:00:30+01:00');
    expect(frenchDateTime(Date.UTC(2026, 6, 1, 23, 5, 1))).toBe('2026-07-02T01:05:01+02:00');
  });

  it('tells the two hours apart that the end of summer time repeats', () => {
    expect(frenchDateTime(Date.UTC(2026, 9, 25, 0, 30))).toBe('2026-10-25T02:30:00+02:00');
    expect(frenchDateTime(Date.UTC(2026, 9, 25, 1, 30))).toBe('2026-10-25T02:30:00+01:00');
  });

  it('is the same instant, to the second', () => {
    const instants = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2100, 0) });
    fc.assert(
      fc.property(instants, (ms) => {
        expect(Date.parse(frenchDateTime(ms))).toBe(Math.floor(ms / 1000) * 1000);
      }),
    );
  });
});

describe('resolveRecord', () => {
  it('dates a record before the moment it is given, and leaves nothing relative in it', () => {
    const { capacityUpdateDate: _date, ...data } = RECORD;
    const resolved = resolveRecord({ ...data, updatedAgoMs: 420_000 }, Date.UTC(2026, 10, 23, 13, 0, 30));
    expect(resolved).toEqual({ ...data, capacityUpdateDate: '2026-11-23T13:53:30+01:00' });
  });
});

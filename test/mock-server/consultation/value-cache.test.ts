import { describe, expect, it } from 'vitest';
import type { AccessView } from '../../../mock-server/consultation/access/access-view.ts';
import { findParameter } from '../../../mock-server/consultation/search/parameter-table.ts';
import type { Stored } from '../../../mock-server/consultation/search/stored-resource.ts';
import { ValueCache } from '../../../mock-server/consultation/search/value-cache.ts';

const NAME = required(findParameter('HealthcareService', 'name'));
const TAG = required(findParameter('HealthcareService', '_tag'));

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('no such parameter');
  return value;
}

/** Offers that count how often they are opened, and a view that shows all of them. */
function offers(count: number) {
  let opened = 0;
  const revisions = Array.from({ length: count }, () => 0);
  const all = revisions.map((_, at): Stored => ({
    type: 'HealthcareService',
    id: `h-${at}`,
    get revision() {
      return revisions[at] ?? 0;
    },
    versionId: 1,
    lastUpdated: '2026-11-24T00:00:00Z',
    resource: () => {
      opened += 1;
      return { resourceType: 'HealthcareService', id: `h-${at}`, name: `Name ${at}.${revisions[at]}` };
    },
    text: () => '',
  }));
  const view: AccessView = {
    keyOf: () => 'all',
    resourceOf: (one) => one.resource(),
    textOf: () => '',
    seesAll: () => true,
  };
  const change = (at: number): void => void (revisions[at] = (revisions[at] ?? 0) + 1);
  return { all, view, change, opened: () => opened };
}

describe('the values of a parameter', () => {
  it('are read once, and again when the resource has changed', () => {
    const { all, view, change, opened } = offers(3);
    const cache = new ValueCache();
    const names = (): readonly unknown[] => all.flatMap((one) => cache.valuesOf(one, NAME, view));
    expect([names(), names()].flat()).toHaveLength(6);
    expect(opened()).toBe(3);
    change(1);
    expect(names()).toEqual(['name 0.0', 'name 1.1', 'name 2.0'].map((folded) => ({ kind: 'string', folded })));
    expect(opened()).toBe(4);
  });

  it('are those of the revision, also when the resource was the last one that was opened', () => {
    const { all, view, change } = offers(1);
    const [one] = all;
    const cache = new ValueCache();
    if (one === undefined) throw new Error('no offer');
    cache.valuesOf(one, NAME, view);
    change(0);
    cache.valuesOf(one, TAG, view);
    expect(cache.valuesOf(one, NAME, view)).toEqual([{ kind: 'string', folded: 'name 0.1' }]);
  });

  it('are right, only read more often, when there are more than can be kept', () => {
    const { all, view, opened } = offers(50);
    const cache = new ValueCache(20);
    for (let round = 0; round < 2; round += 1) {
      for (const [at, one] of all.entries()) {
        expect(cache.valuesOf(one, NAME, view)).toEqual([{ kind: 'string', folded: `name ${at}.0` }]);
        expect(cache.valuesOf(one, TAG, view)).toEqual([]);
      }
    }
    expect(opened()).toBe(100);
  });

  it('of a parameter that is no longer asked for make place for another', () => {
    const { all, view, opened } = offers(5);
    const cache = new ValueCache(12);
    for (const one of all) cache.valuesOf(one, NAME, view);
    for (const one of all) cache.valuesOf(one, TAG, view);
    const before = opened();
    for (const one of all) cache.valuesOf(one, TAG, view);
    expect(opened()).toBe(before);
    for (const one of all) cache.valuesOf(one, NAME, view);
    expect(opened()).toBe(before + 5);
  });
});

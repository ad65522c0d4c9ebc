import { describe, expect, it } from 'vitest';
import { createKernel } from '../../../../mev3/create-kernel.ts';
import { loadEmbeddedDefinitions } from '../../../../mev3/profiles/load.ts';
import { createValidator } from '../../../../mev3/validator/create-validator.ts';
import { createResourceStore } from '../../../../mock-server/store/resource-store.ts';
import type { ResourceStore } from '../../../../mock-server/store/resource-store.ts';
import { generateSeed } from '../../../../mock-server/store/seed/generate.ts';
import { plainRecord } from '../../../../mock-server/store/record-text.ts';
import { openTestLane } from '../../../journal/temporary-lane.ts';

function storeOf(size: number, seed = 1): ResourceStore {
  return createResourceStore({ lane: openTestLane(), seed: generateSeed({ size, seed }) });
}

function texts(store: ResourceStore): string[] {
  return Array.from(store.locations(), ({ resource }) => JSON.stringify(resource));
}

describe('a generated country', () => {
  it.each([10, 199, 200, 1_003])('of %i has as many Locations, each found by what it is called', (size) => {
    const store = storeOf(size);
    const all = [...store.locations()];
    expect(all).toHaveLength(size);
    expect(new Set(all.map(({ id }) => id)).size).toBe(size);
    for (const { base } of all.slice(2)) {
      expect(store.findByIdentifier(base.externalId ?? '').map(({ id }) => id)).toEqual([base.id]);
      expect(store.findByIdentifier(base.locationId ?? '').map(({ id }) => id)).toEqual([base.id]);
    }
    expect(store.establishments().length).toBeGreaterThanOrEqual(5);
  });

  it('is the same for the same number, and another for another', () => {
    expect(texts(storeOf(60, 7))).toEqual(texts(storeOf(60, 7)));
    expect(texts(storeOf(60, 7))).not.toEqual(texts(storeOf(60, 8)));
  });

  it('gives keys that its Locations have', () => {
    const source = generateSeed({ size: 250, seed: 1 });
    for (const [index, keys] of [...source.keys()].entries()) {
      const { id, identifier } = source.locationAt(index);
      expect([id, ...identifier.map(({ value }) => value)]).toEqual([keys.id, keys.externalId, keys.locationId]);
      expect(keys.externalId?.startsWith(`${keys.owner?.idNatStruct}/`)).toBe(true);
    }
  });

  it('has no resource that its profile refuses, and no record that the rules between records would name', () => {
    const store = storeOf(40);
    const validator = createValidator(loadEmbeddedDefinitions('0.7.0'));
    const resources = [
      ...store.locations(),
      ...store.resourcesOf('HealthcareService'),
      ...store.resourcesOf('Organization'),
    ];
    expect(resources.length).toBeGreaterThan(60);
    const wrong = resources.flatMap(({ resource }) => validator.validate(resource));
    expect(wrong.filter(({ severity }) => severity === 'error')).toEqual([]);
    const { catalogue } = createKernel();
    for (const { records } of store.locations()) {
      const plain = records.map(plainRecord);
      const installed = plain.find(({ capacityStatus }) => capacityStatus === '01')?.nbCapacity ?? 0;
      const rest = plain.filter(({ capacityStatus }) => capacityStatus !== '01');
      expect(rest.reduce((sum, { nbCapacity }) => sum + nbCapacity, 0)).toBeLessThanOrEqual(installed);
      expect(records.every(({ key }) => catalogue.find(key) !== undefined)).toBe(true);
    }
  });

  it('has one identifier on two Locations, and every Location in one offer of its establishment', () => {
    const store = storeOf(30);
    const [first, second] = [...store.locations()];
    expect(first?.base.externalId).toBe(second?.base.externalId);
    const named = store.resourcesOf('HealthcareService').flatMap(({ resource }) => {
      const text = JSON.stringify(resource['location']);
      return [...text.matchAll(/Location\/(gen-\d+)/g)].map(([, id]) => ({
        id,
        by: JSON.stringify(resource['providedBy']),
      }));
    });
    expect(named.map(({ id }) => id)).toEqual(Array.from(store.locations(), ({ id }) => id));
    for (const { id, by } of named) expect(by).toContain(`eg-${store.findById(id ?? '')?.base.establishment}`);
  });

  it('is opened by its keys alone: 100 000 Locations in seconds', () => {
    const started = performance.now();
    const store = storeOf(100_000);
    expect(store.findByIdentifier('199C004999/U-19')).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(15_000); // 0.7 s on a quiet machine
  });
});

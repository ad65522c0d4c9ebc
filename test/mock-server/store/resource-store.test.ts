import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createResourceStore, UnknownLocationError } from '../../../mock-server/store/resource-store.ts';
import type { LaneStore } from '../../../journal/lane-store.ts';
import { LocationSlots } from '../../../mock-server/store/location-slots.ts';
import { seedSource } from '../../../mock-server/store/seed-source.ts';
import { StoredLocation } from '../../../mock-server/store/stored-location.ts';
import { parseSeed } from '../../../mock-server/store/parse-seed.ts';
import { defaultSeed } from '../../../mock-server/store/seed.ts';
import { openTestLane, temporaryFolder } from '../../journal/temporary-lane.ts';
import { inProcessMock, NOW, operation, parameters, patchOf, SUPPLIER, textOf, WOMEN } from '../in-process.ts';

const replaceWith = (nbCapacity: number) => patchOf(parameters(operation('replace', { ...WOMEN, nbCapacity })));

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function few(lane: LaneStore): LocationSlots {
  const records = new WeakMap();
  const remember = (record: object, part: unknown): void => void records.set(record, part);
  return new LocationSlots({ lane, seed: seedSource(defaultSeed()), remember, mostOpen: 2 });
}

describe('the Locations of the store', () => {
  it('are found by either identifier, and by id, exactly', () => {
    const { store } = inProcessMock();
    const ids = (identifier: string): string[] => store.findByIdentifier(identifier).map(({ base }) => base.id);
    expect(ids('199A000014/MED-A')).toEqual(['loc-1']);
    expect(ids('24/900001')).toEqual(['loc-1']);
    expect(ids('199A000014/DUP-1')).toEqual(['loc-6', 'loc-7']);
    expect(ids('199a000014/med-a')).toEqual([]);
    expect(ids('__proto__')).toEqual([]);
    expect(store.findById('loc-1')?.base.establishment).toBe('99A000014');
    expect(store.findById('toString')).toBeUndefined();
  });

  it('count once when both identifiers are the same', () => {
    const text = JSON.stringify(defaultSeed()).replace('"24/900001"', '"199A000014/MED-A"');
    const { store } = inProcessMock({ seed: parseSeed(JSON.parse(text)) });
    expect(store.findByIdentifier('199A000014/MED-A')).toHaveLength(1);
  });

  it('are shown with their records in plain form', () => {
    const { store } = inProcessMock();
    expect(store.findViews('199A000014/MED-A')).toMatchObject([
      {
        id: 'loc-1',
        versionId: 1,
        identifier: '199A000014/MED-A',
        name: 'Médecine A (unité fictive)',
        establishment: '99A000014',
        records: [
          { capacityStatus: '01', nbCapacity: 24, capacitySourceType: '01', genderCapacityAvailable: null },
          { capacityStatus: '02', nbCapacity: 3, genderCapacityAvailable: '01' },
          { capacityStatus: '02', nbCapacity: 2, genderCapacityAvailable: '02' },
        ],
      },
    ]);
    expect(store.views()).toHaveLength(defaultSeed().locations.length);
    expect(store.establishments().at(-1)).toMatchObject({
      finess: '99A000048',
      idNatStruct: '199A000048',
      region: '52',
    });
  });
});

describe('the other resources of the store', () => {
  it('are as the seed has them, with version 1, frozen in depth', () => {
    const { store } = inProcessMock();
    const seed = defaultSeed();
    const [first] = seed.healthcareServices;
    const [offer] = store.resourcesOf('HealthcareService');
    if (first === undefined || offer === undefined) throw new Error('no offer');
    expect(offer).toMatchObject({ type: 'HealthcareService', versionId: 1, id: first.id });
    expect(offer.lastUpdatedMs).toBe(Date.parse(first.meta.lastUpdated));
    expect(offer.resource).toEqual({ ...first, meta: { ...first.meta, versionId: '1' } });
    expect(offer.resource).toBe(offer.resource);
    expect(Object.isFrozen(offer.resource['providedBy'])).toBe(true);
    const organizations = store.resourcesOf('Organization');
    expect(organizations).toHaveLength(seed.organizations.length + seed.legalEntities.length);
    expect(store.findResource('Organization', 'ej-exemple-11')?.resource['name']).toMatch(/GHT fictif/);
    expect(store.findResource('Organization', 'loc-1')).toBeUndefined();
    expect(store.resourcesOf('PractitionerRole')).toHaveLength(seed.practitionerRoles.length);
  });

  it('are beside Locations whose present version is one resource as well', async () => {
    const mock = inProcessMock();
    await mock.patch(replaceWith(7));
    const all = [...mock.store.locations()];
    expect(all.map(({ id }) => id)).toEqual(defaultSeed().locations.map(({ id }) => id));
    const [changed] = all;
    expect(changed).toMatchObject({ type: 'Location', id: 'loc-1', versionId: 2, lastUpdatedMs: NOW });
    expect(changed?.resource).toEqual(JSON.parse(changed?.text() ?? ''));
    expect(changed?.resource).not.toBe(changed?.resource);
  });
});

describe('every version that was answered', () => {
  it('is rebuilt byte-equal, long after', async () => {
    const mock = inProcessMock();
    const digests: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      const { answer } = await mock.patch(replaceWith(n));
      digests.push(sha256(textOf(answer)));
    }
    for (const [index, digest] of digests.entries()) {
      const text = await mock.store.bodyOf('Location', 'loc-1', index + 2);
      expect(sha256(text ?? '')).toBe(digest);
      expect(JSON.parse(text ?? '').meta.versionId).toBe(String(index + 2));
    }
    expect(new Set(digests).size).toBe(20);
    expect(await mock.store.bodyOf('Location', 'loc-1', 99)).toBeNull();
    expect(await mock.store.bodyOf('Location', 'none', 1)).toBeNull();
    expect(await mock.store.bodyOf('Organization', 'loc-1', 1)).toBeNull();
  });

  it('stores a record that stays only once', async () => {
    const file = join(temporaryFolder(), 'lane.sqlite');
    const lane = openTestLane({ file });
    const mock = inProcessMock({ lane });
    await mock.patch(replaceWith(9)); // the first change also writes the records with which the Location came
    const before = lane.resources.newPart('x').partId;
    for (let n = 0; n < 5; n += 1) {
      await mock.patch(replaceWith(n));
    }
    expect(lane.resources.newPart('x').partId - before).toBe(5 + 1);
  });
});

describe('a store with a data folder', () => {
  it('finds its state again: records, versions, texts', async () => {
    const file = join(temporaryFolder(), 'lane.sqlite');
    const first = inProcessMock({ lane: openTestLane({ file }) });
    await first.patch(replaceWith(8));
    await first.store.setRecords({ identifier: '199A000014/MED-B', records: [WOMEN] });
    const before = first.store.views();
    const texts = before.map(({ id }) => first.store.findById(id)?.text());
    await first.lane.close();
    const second = inProcessMock({ lane: openTestLane({ file }) });
    expect(second.store.views()).toEqual(before);
    expect(before.map(({ id }) => second.store.findById(id)?.text())).toEqual(texts);
    const { answer } = await second.patch(replaceWith(9));
    expect(answer?.headers).toContainEqual(['ETag', 'W/"3"']);
    expect(await second.store.bodyOf('Location', 'loc-1', 3)).toBe(textOf(answer));
    await second.store.reset();
    expect(second.store.findById('loc-2')?.records).toEqual([]);
    expect(await second.store.bodyOf('Location', 'loc-1', 4)).toBe(second.store.findById('loc-1')?.text());
  });

  it('takes from a changed seed all that is not capacity, as a new version', async () => {
    const file = join(temporaryFolder(), 'lane.sqlite');
    const first = inProcessMock({ lane: openTestLane({ file }) });
    await first.patch(replaceWith(8));
    await first.lane.close();
    const text = JSON.stringify(defaultSeed()).replace('Médecine A (unité fictive)', 'Médecine A, renommée');
    const seed = parseSeed(JSON.parse(text));
    const second = inProcessMock({ lane: openTestLane({ file }), seed });
    const [view] = second.store.findViews('199A000014/MED-A');
    expect(view).toMatchObject({ name: 'Médecine A, renommée', versionId: 3 });
    expect(view?.records.map(({ nbCapacity }) => nbCapacity)).toEqual([24, 8, 2]);
    expect(await second.store.bodyOf('Location', 'loc-1', 3)).toBe(second.store.findById('loc-1')?.text());
    expect(await second.store.bodyOf('Location', 'loc-1', 2)).toContain('Médecine A (unité fictive)');
  });
});

describe('a store that holds few Locations open', () => {
  it('opens the others again as they were, with what was stored of them', async () => {
    const file = join(temporaryFolder(), 'lane.sqlite');
    const lane = openTestLane({ file });
    await inProcessMock({ lane }).patch(replaceWith(8));
    const slots = few(lane);
    const texts = Array.from(slots.all(), ({ current }) => current.text());
    const again = Array.from(slots.all(), ({ current }) => current.text());
    expect(again).toEqual(texts);
    expect(slots.byId('loc-1')?.current).toMatchObject({ version: 2 });
    expect(slots.byId('loc-1')?.current).not.toBe(slots.byId('loc-9')?.current);
    // Every text that was handed out can be rebuilt, each written once.
    for (const text of texts) {
      const { id, meta } = JSON.parse(text);
      expect(lane.resources.textOf('Location', id, Number(meta.versionId))).toBe(text);
    }
    expect(lane.resources.ids('Location')).toHaveLength(texts.length);
  });

  it('asks the seed for a stored Location at its first opening alone', () => {
    const lane = openTestLane();
    const asked: number[] = [];
    const seed = seedSource(defaultSeed());
    const locationAt = (place: number): ReturnType<typeof seed.locationAt> => {
      asked.push(place);
      return seed.locationAt(place);
    };
    const { establishments, resources } = seed;
    const counted = { establishments, resources, keys: () => seed.keys(), keysAt: seed.keysAt.bind(seed), locationAt };
    const slots = new LocationSlots({ lane, seed: counted, remember: () => undefined, mostOpen: 2 });
    const all = (): string[] => Array.from(slots.all(), ({ current }) => current.text());
    const names = (): string[] => Array.from(slots.all(), ({ base }) => base.name);
    const texts = all();
    expect(new Set(asked).size).toBe(texts.length);
    const firstNames = names();
    asked.length = 0;
    expect(all()).toEqual(texts);
    expect(names()).toEqual(firstNames);
    expect(asked).toEqual([]);
    // What a reset restores still comes from the seed.
    expect(slots.byId('loc-1')?.start).toHaveLength(3);
    expect(asked).toEqual([0]);
  });

  it('keeps one whose change is on its way to the disk', () => {
    const slots = few(openTestLane());
    const slot = slots.byId('loc-1');
    if (slot === undefined) throw new Error('no loc-1');
    const next = new StoredLocation(slot.base, { version: 2, lastUpdated: '' }, { load: () => [] });
    const { committed } = slot.advance(next, slot.takeUnwritten());
    Array.from(slots.all());
    expect(slots.byId('loc-1')).toBe(slot);
    committed();
    Array.from(slots.all());
    expect(slots.byId('loc-1')).not.toBe(slot);
  });
});

describe('what a store writes', () => {
  it('is nothing for Locations that nobody asked for', () => {
    const lane = openTestLane();
    const { store } = inProcessMock({ lane });
    Array.from(store.locations(), ({ resource }) => resource);
    expect(store.views().length).toBeGreaterThan(14);
    expect(lane.resources.ids('Location')).toEqual([]);
    store.findById('loc-3')?.text();
    expect(lane.resources.ids('Location')).toEqual(['loc-3']);
  });
});

describe('reset and setup', () => {
  it('restore the records of the seed as new versions, and journal it', async () => {
    const mock = inProcessMock();
    const before = mock.store.findById('loc-1')?.records.map(({ json }) => json);
    await mock.patch(replaceWith(8));
    await mock.store.reset();
    expect(mock.store.findById('loc-1')?.version).toBe(3);
    expect(mock.store.findById('loc-1')?.records.map(({ json }) => json)).toEqual(before);
    expect(mock.store.findById('loc-2')?.version).toBe(1);
    expect(await mock.lane.read({ kinds: ['settings'] })).toMatchObject([
      { subject: 'reset', detail: { locations: ['loc-1'] } },
    ]);
  });

  it('put records in place, and journal them', async () => {
    const mock = inProcessMock();
    await mock.store.setRecords({
      identifier: '199A000014/MED-B',
      records: [WOMEN, { ...WOMEN, genderCapacityAvailable: null, comment: 'é "x"' }],
    });
    expect(mock.store.findViews('199A000014/MED-B')[0]?.records).toEqual([
      WOMEN,
      { ...WOMEN, genderCapacityAvailable: null, comment: 'é "x"' },
    ]);
    expect(mock.store.findById('loc-2')?.lastUpdated).toBe(new Date(NOW).toISOString());
    expect(await mock.lane.read({ kinds: ['settings'] })).toMatchObject([{ subject: 'state' }]);
  });

  it.each([
    ['199A000014/NONE', 0],
    ['199A000014/DUP-1', 2],
  ])('refuse %s, which names %i Locations', async (identifier, matches) => {
    const mock = inProcessMock();
    const refused = mock.store.setRecords({ identifier, records: [] });
    await expect(refused).rejects.toBeInstanceOf(UnknownLocationError);
    await expect(refused).rejects.toMatchObject({ identifier, matches });
    expect(mock.lane.head()).toBe(0);
  });
});

describe('a change that could not be stored', () => {
  it('is taken back, with those that were built on it, and the next PATCH goes on from what is stored', async () => {
    const lane = openTestLane();
    const mock = inProcessMock({ lane });
    await mock.patch(replaceWith(1));
    const stored = mock.store.findById('loc-1');
    // A row that is there already makes the transaction of this tick fail.
    const poison = {
      versions: [{ type: 'Location', id: 'loc-1', version: 2, lastUpdated: '', frameId: 1, partIds: [] }],
    };
    const failing = lane.commit({ kind: 'clock', offsetMs: 0 }, poison);
    const outcomes = await Promise.allSettled([mock.patch(replaceWith(2)), mock.patch(replaceWith(3)), failing]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(mock.store.findById('loc-1')).toBe(stored);
    const { answer } = await mock.patch(replaceWith(4));
    expect(answer?.headers).toContainEqual(['ETag', 'W/"3"']);
    expect(await mock.store.bodyOf('Location', 'loc-1', 3)).toBe(textOf(answer));
  });

  it('is refused when it is committed after the state went back under it', async () => {
    const lane = openTestLane();
    const store = createResourceStore({ lane, seed: defaultSeed() });
    const location = store.findById('loc-1');
    if (location === undefined) throw new Error('no loc-1');
    const update = { records: [], nowMs: NOW, operations: ['delete'] as const };
    const early = store.update(location, update);
    const late = store.update(early.location, { ...update, records: location.records });
    early.change.write.failed?.();
    expect(store.findById('loc-1')).toBe(location);
    await expect(lane.commit({ kind: 'clock', offsetMs: 0 }, late.change.write)).rejects.toMatchObject({
      code: 'store.write-failed',
    });
    expect(store.findById('loc-1')).toBe(location);
  });

  it('is not made on a version that is no longer the present one', async () => {
    const mock = inProcessMock();
    const old = mock.store.findById('loc-1');
    await mock.patch(replaceWith(1), SUPPLIER);
    if (old === undefined) throw new Error('no loc-1');
    expect(() => mock.store.update(old, { records: [], nowMs: NOW, operations: [] })).toThrow('not at version 1');
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyText, sameKey } from '../../../mev3/capacity/key.ts';
import { KEY_ATTRIBUTES, type CapacityKey } from '../../../mev3/capacity/types.ts';
import { CATALOGUE_NAMES, createCatalogue } from '../../../mev3/catalogue/create-catalogue.ts';
import { tableCatalogue } from '../../../mev3/catalogue/table-catalogue.ts';
import { isValueSetCode } from '../../../mev3/codes/capacity-codes.ts';
import { anyKey } from '../arbitraries.ts';
import { record } from '../bodies.ts';

const undifferentiated = record({ genderCapacityAvailable: '03' });

describe.each(CATALOGUE_NAMES)('the catalogue %s', (name) => {
  const catalogue = createCatalogue(name);
  const list = catalogue.list();

  it('lists as many indicators as its size says, each once, each found by its key', () => {
    expect(list).toHaveLength(catalogue.size);
    expect(new Set(list.map(({ key }) => keyText(key))).size).toBe(catalogue.size);
    expect(new Set(list.map(({ id }) => id)).size).toBe(catalogue.size);
    expect(list.filter(({ key, id }) => catalogue.find(key)?.id !== id)).toEqual([]);
  });

  it('expects at least one nature of the value set for each', () => {
    for (const { natures } of list) {
      expect(natures.length).toBeGreaterThan(0);
      expect(natures.filter((code) => !isValueSetCode('capacityType', code))).toEqual([]);
    }
  });

  it('has a digest of its own that is the same each time', () => {
    expect(catalogue.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(createCatalogue(name).digest).toBe(catalogue.digest);
    const others = CATALOGUE_NAMES.filter((other) => other !== name).map((other) => createCatalogue(other).digest);
    expect(others).not.toContain(catalogue.digest);
  });

  it('names near indicators that differ by exactly the attribute it says', () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        for (const { indicator, attribute } of catalogue.near(key).slice(0, 10)) {
          expect(catalogue.find(indicator.key)).toBeDefined();
          expect(sameKey({ ...key, [attribute]: indicator.key[attribute] }, indicator.key)).toBe(true);
          expect(sameKey(key, indicator.key)).toBe(false);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('the catalogue current', () => {
  const current = createCatalogue('current');

  it('refuses the retired gender 03 and says the code that replaced it', () => {
    expect(current.find(undifferentiated)).toBeUndefined();
    expect(current.near(undifferentiated)[0]).toMatchObject({
      attribute: 'genderCapacityAvailable',
      indicator: { id: 'DISPO_INDETERMINE' },
    });
  });

  it('holds a key once, with beds and places as its natures', () => {
    expect(current.find(record())).toMatchObject({ id: 'DISPO_FEMME', natures: ['01', '02'], evidence: 'documented' });
    expect(current.find(record({ capacityStatus: '03', genderCapacityAvailable: null }))).toMatchObject({
      natures: ['01'],
    });
  });

  it('uses codes of the value sets only', () => {
    const outside = current
      .list()
      .flatMap(({ key }) => KEY_ATTRIBUTES.filter((attribute) => isOutside(key, attribute)));
    expect(outside).toEqual([]);
  });
});

function isOutside(key: CapacityKey, attribute: (typeof KEY_ATTRIBUTES)[number]): boolean {
  const code = key[attribute];
  return code !== null && !isValueSetCode(attribute, code);
}

describe('the catalogue published-examples', () => {
  it('is the current one and the retired gender 03', () => {
    const current = createCatalogue('current');
    const examples = createCatalogue('published-examples');
    const added = examples.list().filter(({ key }) => current.find(key) === undefined);
    expect(added.map(({ id }) => id)).toEqual(['DISPO_INDIFFERENCIE', 'DISPO_INDIFFERENCIE_COVID_POS']);
    expect(examples.size).toBe(current.size + 2);
    expect(examples.find(undifferentiated)?.natures).toEqual(['01', '02']);
  });
});

describe('the permissive catalogue', () => {
  const permissive = createCatalogue('permissive');

  it('holds every tuple of value-set codes and no other', () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        expect(permissive.find(key)).toMatchObject({ key, natures: ['01', '02'] });
      }),
    );
    expect(permissive.size).toBe(6 * 5 * 4 * 4 * 4 * 3 * 3);
    expect(permissive.find(undifferentiated)).toBeUndefined();
    expect(permissive.find({ ...record(), capacityStatus: null })).toBeUndefined();
  });

  it('says of a tuple that nothing documents that it is assumed', () => {
    expect(permissive.find(record())?.evidence).toBe('documented');
    expect(permissive.find(record({ capacityStatus: '05', crisisType: '01' }))?.evidence).toBe('assumed');
  });
});

describe('the digest of a list', () => {
  const list = createCatalogue('current').list();
  const digest = tableCatalogue('x', list).digest;

  it('does not depend on the order, the name or the labels', () => {
    expect(tableCatalogue('y', list.toReversed()).digest).toBe(digest);
    expect(
      tableCatalogue(
        'x',
        list.map((one) => ({ ...one, labelFr: '', labelEn: '' })),
      ).digest,
    ).toBe(digest);
  });

  it('depends on every key, nature and id', () => {
    const [first, ...rest] = list;
    if (first === undefined) throw new Error('empty');
    for (const change of [{ id: 'X' }, { natures: ['02'] }, { key: { ...first.key, crisisType: '01' } }]) {
      expect(tableCatalogue('x', [{ ...first, ...change }, ...rest]).digest).not.toBe(digest);
    }
    expect(tableCatalogue('x', rest).digest).not.toBe(digest);
  });
});

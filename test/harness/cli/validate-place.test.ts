import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanJson } from '../../../harness/cli/json-scan.ts';
import { createPlaceFinder } from '../../../harness/cli/validate-place.ts';

const TEXT = `{
  "resourceType": "Location",
  "name": "a \\"quoted\\" name",
  "extension": [
    { "url": "x", "valueInteger": "4" },
    { "url": "y" }
  ],
  "_alias": [null]
}`;

describe('a place in a JSON text', () => {
  const finder = createPlaceFinder(TEXT);

  it.each([
    ['Location', 1, 1],
    ['Location.name', 3, 3],
    ['Location.extension[0].value', 5, 19],
    ['Location.extension[0].valueInteger', 5, 19],
    ["Location.extension.where(url='y').url", 6, 7],
    ['Location.extension[1].value.coding[0].code', 6, 5],
    ['Location.extension[9]', 4, 3],
    ['Location.alias[0]', 8, 14],
    ['Location.absent', 1, 1],
    ['$this', 1, 1],
  ])('of %s is line %d, column %d', (where, line, column) => {
    expect(finder.find(where)).toEqual({ line, column });
  });

  it('is told for a key that stands twice', () => {
    const { duplicates } = createPlaceFinder('{"a":1,\n "b":{"a":2,"c":3,"c":4}, "a":5}');
    expect(duplicates).toEqual([
      { key: 'a', place: { line: 2, column: 27 } },
      { key: 'c', place: { line: 2, column: 19 } },
    ]);
  });

  it('is found in any JSON, and points at the value that JSON.parse gives', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 2), (object, indent) => {
        const text = JSON.stringify(object, null, indent);
        const members = scanJson(text).members ?? [];
        expect(members.map(({ key }) => key)).toEqual(Object.keys(JSON.parse(text)));
        for (const { key, keyStart, value } of members) {
          expect(text.startsWith(JSON.stringify(key), keyStart)).toBe(true);
          expect(text.startsWith(JSON.stringify(object[key], null, indent).slice(0, 1), value.start)).toBe(true);
        }
      }),
    );
  });

  it('is searched in garbage and in deep nests without end or crash', () => {
    for (const text of ['', '{', '{"a', '[[[', '{"a":}', '"\\', '}'.repeat(9), '['.repeat(100_000)]) {
      expect(createPlaceFinder(text).find('Location.name').line).toBe(1);
    }
  });
});

import { isDeepStrictEqual } from 'node:util';
import { assert, constant, jsonValue, oneof, property } from 'fast-check';
import { expect, test } from 'vitest';
import { isSameJson } from '../../../harness/evidence/same-json.ts';

function written(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

test('a value is the same as what JSON makes of it, members without value and members in another order included', () => {
  assert(
    property(
      jsonValue(),
      (value) => isSameJson(value, written(value)) && isSameJson({ a: value, b: undefined }, { a: value }),
    ),
  );
  expect(isSameJson({ a: 1, b: [2, { c: null }] }, { b: [2, { c: null }], a: 1 })).toBe(true);
  expect(isSameJson({ a: -0 }, { a: 0 })).toBe(true);
});

test('two values are the same exactly when what JSON makes of them is', () => {
  const value = oneof(
    jsonValue({ maxDepth: 2 }),
    constant({ a: 1 }),
    constant({ a: 1, b: null }),
    constant([]),
    constant({}),
  );
  assert(property(value, value, (a, b) => isSameJson(a, b) === isDeepStrictEqual(written(a), written(b))));
});

test.each([
  [{ a: 1 }, { a: 2 }],
  [{ a: 1 }, { b: 1 }],
  [{ a: 1 }, { a: 1, b: null }],
  [
    [1, 2],
    [2, 1],
  ],
  [[], {}],
  [{ length: 0 }, []],
  [null, 0],
  ['1', 1],
  [{ toString: 1 }, {}],
])('%j and %j differ', (a, b) => {
  expect(isSameJson(a, b)).toBe(false);
  expect(isSameJson(b, a)).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { evaluatePath } from '../../../mev3/fhirpath/evaluate-path.ts';
import { guardPath } from '../../../mev3/fhirpath/guard-path.ts';
import { pathOf, record } from '../bodies.ts';

const location = { resourceType: 'Location', name: 'Unité A', telecom: [{ value: '1' }, { value: '2' }] };

describe('a path that is evaluated', () => {
  it.each([
    pathOf(record()),
    "Location.address.line[0].extension('x').value.ofType(string)",
    "Location.telecom.where($this.value = '1' and $index < 2).first()",
    'Location.telecom.all(value.exists().not() xor value is string)',
  ])('may be %s', (path) => {
    expect(() => guardPath(path)).not.toThrow();
  });

  it.each([
    ["'a'.matches('^(a+)+$')", 'function', 'matches'],
    ["'a'.replaceMatches('a', 'b')", 'function', 'replaceMatches'],
    ["'a'.replace('a', 'b')", 'function', 'replace'],
    ['Location.repeat($this)', 'function', 'repeat'],
    ['Location.aggregate($total)', 'function', 'aggregate'],
    ['Location.descendants()', 'function', 'descendants'],
    ['Location.children()', 'function', 'children'],
    ["Location.trace('x')", 'function', 'trace'],
    ["Location.defineVariable('x')", 'function', 'defineVariable'],
    ['Location.select(name | name)', 'function', 'select'],
    ['Location.resolve()', 'function', 'resolve'],
    ['Location.where(name | name)', 'operator', '|'],
    ['Location.telecom[1 + 1]', 'operator', '+'],
    ["Location.where('a' & 'b' = 'ab')", 'operator', '&'],
    ['Location.where(%context.name.exists())', 'variable', '%context'],
    ['Location.where(%resource = $this)', 'variable', '%resource'],
    ['Location.where($total = 1)', 'variable', '$total'],
    [`Location.where(${'name and '.repeat(99)}name)`, 'too-large', '201'],
  ])('is not allowed to be %s', (path, fault, detail) => {
    expect(() => guardPath(path)).toThrow(expect.objectContaining({ name: 'PathNotAllowedError', fault, detail }));
  });

  it('gives the elements of the resource themselves, with their places', () => {
    const [first, second] = evaluatePath(location, 'Location.telecom');
    expect(first?.data).toBe(location.telecom[0]);
    expect(second).toMatchObject({ type: 'ContactPoint', name: 'telecom', index: 1, isRoot: false, parent: location });
    expect(evaluatePath(location, 'Location')[0]).toMatchObject({ type: 'Location', isRoot: true });
    expect(evaluatePath(location, 'Location.name')[0]).toMatchObject({
      data: 'Unité A',
      type: 'string',
      parentType: 'Location',
    });
    expect(evaluatePath(location, 'Location.address')).toEqual([]);
  });

  it('must select elements', () => {
    expect(() => evaluatePath(location, '1')).toThrow(expect.objectContaining({ name: 'PathEvaluationError' }));
    expect(() => evaluatePath(location, 'Location.telecom.single()')).toThrow(
      expect.objectContaining({ name: 'PathEvaluationError' }),
    );
  });

  it('is stopped when it takes too long', () => {
    const list = Array.from({ length: 3000 }, (_, i) => ({ url: `u${i}`, extension: [{ url: 'x', valueInteger: i }] }));
    const slow = `Location.extension.where(${'extension.all(value.exists()) and '.repeat(15)}true)`;
    const evaluate = (): unknown => evaluatePath({ resourceType: 'Location', extension: list }, slow, { longestMs: 5 });
    expect(evaluate).toThrow(expect.objectContaining({ name: 'PathTimeoutError' }));
  });

  it('leaves the resource as it was', () => {
    const before = structuredClone(location);
    evaluatePath(location, "Location.telecom.where(value = '1').value");
    expect(location).toStrictEqual(before);
  });
});

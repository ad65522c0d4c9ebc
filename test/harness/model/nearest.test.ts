import { describe, expect, it } from 'vitest';
import { nearestWord } from '../../../harness/model/nearest.ts';

describe('nearestWord', () => {
  it.each([
    ['unti', ['unit', 'id', 'kind'], 'unit'],
    ['Records', ['record', 'records'], 'records'],
    ['temporaryAssignment', ['temporaryAssignement', 'capacityType'], 'temporaryAssignement'],
    ['replace-frist', ['replace-first', 'each-record-sent'], 'replace-first'],
  ])('takes %j for %j', (word, candidates, expected) => {
    expect(nearestWord(word, candidates)).toBe(expected);
  });

  it('names nothing when nothing is near, or the word is too long to be a typing mistake', () => {
    expect(nearestWord('zzzzzz', ['unit', 'kind'])).toBeUndefined();
    expect(nearestWord('u', ['id'])).toBeUndefined();
    expect(nearestWord('x'.repeat(10_000), ['x'.repeat(9_999)])).toBeUndefined();
  });
});

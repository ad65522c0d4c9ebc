import { describe, expect, it } from 'vitest';
import { en } from '../../messages/en.ts';
import { clip, FINDING_REQUIREMENTS, show } from '../../mev3/finding.ts';
import { KERNEL_REQUIREMENTS } from '../../mev3/requirement-ids.ts';

describe('the codes of findings', () => {
  it('each have a text, and no text of the kernel is without a code', () => {
    const texts = Object.keys(en).filter((id) => id.startsWith('kernel.'));
    expect(texts.toSorted()).toEqual(
      Object.keys(FINDING_REQUIREMENTS)
        .map((code) => `kernel.${code}`)
        .toSorted(),
    );
  });

  it('each name a requirement of the kernel', () => {
    expect(Object.values(FINDING_REQUIREMENTS).filter((id) => !(id in KERNEL_REQUIREMENTS))).toEqual([]);
  });
});

describe('what a finding repeats of a body', () => {
  it('is short whatever was sent', () => {
    const long = 'x'.repeat(1_000_000);
    for (const value of [long, [long], { [long]: long }, { a: { [long]: 1 } }, null, 1.5, true, undefined]) {
      expect(show(value).length).toBeLessThan(300);
    }
    expect(show('02')).toBe('"02"');
    expect(show({ coding: [], text: 'x' })).toBe('{coding, text}');
    expect(show(undefined)).toBe('—');
    expect(clip('abc', 2)).toBe('ab…');
  });
});

import { describe, expect, it } from 'vitest';
import { rollUp } from '../../../harness/model/roll-up.ts';
import type { Verdict, VerdictStatus } from '../../../harness/model/verdict.ts';

function verdict(status: VerdictStatus, optional = false): Verdict {
  const names = { check: 'a/b#c', scenario: 'a/b', slug: 'c', requirements: [] };
  return { ...names, status, judged: 1, findings: [], skip: null, error: null, window: null, optional };
}

describe('rollUp', () => {
  it.each<[string, readonly Verdict[], string]>([
    ['any fail', [verdict('pass'), verdict('error'), verdict('skip'), verdict('fail')], 'not-conformant'],
    ['an error without a fail', [verdict('pass'), verdict('error')], 'not-judged'],
    ['a required skip', [verdict('pass'), verdict('skip')], 'not-judged'],
    ['an optional skip', [verdict('pass'), verdict('skip', true)], 'conformant'],
    ['omits beside a pass', [verdict('omit'), verdict('pass')], 'conformant'],
    ['omits alone', [verdict('omit')], 'not-judged'],
    ['nothing at all', [], 'not-judged'],
  ])('of %s', (_what, verdicts, result) => {
    expect(rollUp(verdicts)).toBe(result);
  });
});

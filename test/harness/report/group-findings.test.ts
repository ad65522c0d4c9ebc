import { expect, test } from 'vitest';
import { verdictLines } from '../../../harness/report/console-verdict.ts';
import { groupFindings } from '../../../harness/report/group-findings.ts';
import { createTranslate } from '../../../messages/index.ts';
import type { Verdict, WeighedFinding } from '../../../harness/model/verdict.ts';

function finding(values: Partial<WeighedFinding>): WeighedFinding {
  const { code = 'code-not-valid', requirement = 'ROR-A', level = 'error', where = 'a', entry = null } = values;
  return { code, requirement, level, where, entry, expected: 'x', seen: `seen at ${where}`, values: { rule: 'r' } };
}

const SIX = ['a', 'b', 'c', 'd', 'e', 'f'].map((where, index) => finding({ where, entry: index + 1 }));

function verdict(findings: readonly WeighedFinding[]): Verdict {
  return {
    check: 's/s#codes',
    scenario: 's/s',
    slug: 'codes',
    requirements: ['ROR-A'],
    status: 'fail',
    judged: 6,
    findings,
    skip: null,
    error: null,
    window: null,
    optional: false,
  };
}

test('findings of one code, requirement and level are one group, in the order of their firsts', () => {
  const [a, b, c] = [finding({ where: 'a' }), finding({ where: 'b', level: 'warning' }), finding({ where: 'c' })];
  const other = finding({ requirement: 'ROR-B' });
  expect(groupFindings([a, b, other, c])).toEqual([
    { first: a, others: [c] },
    { first: b, others: [] },
    { first: other, others: [] },
  ]);
});

test('the console shows the first of six findings of one cause whole and the places of the others', () => {
  const t = createTranslate('fr');
  const lines = verdictLines(verdict(SIX), { t, language: 'fr', requirements: new Map() });
  expect(lines.filter((line) => line.includes('(6 endroits)'))).toHaveLength(1);
  expect(lines.filter((line) => line.trimStart().startsWith('Attendu'))).toHaveLength(1);
  expect(lines).toContain('    b, entrée 2 du journal\u00A0: seen at b');
  expect(lines.join('\n')).toContain('f, entrée 6 du journal');
});

test('further places beyond five are counted', () => {
  const many = Array.from({ length: 20 }, (_, index) => finding({ where: `w${index}` }));
  const lines = verdictLines(verdict(many), { t: createTranslate('en'), language: 'en', requirements: new Map() });
  expect(lines.join('\n')).toContain('(20 places)');
  expect(lines.join('\n')).toContain('and 14 more: see report.html');
});

test('what is not judged is told with a no-break space before the colon in French, without one in English', () => {
  const skipped = { ...verdict([]), status: 'skip', skip: { reason: 'not-started' } } as const;
  const head = (language: 'fr' | 'en'): string =>
    verdictLines(skipped, { t: createTranslate(language), language, requirements: new Map() })[0] ?? '';
  expect(head('fr')).toBe('– codes\u00A0: le scénario n’a pas été lancé');
  expect(head('en')).toBe('– codes: the scenario was not started');
});

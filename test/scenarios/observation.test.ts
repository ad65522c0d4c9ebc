import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OBSERVATION_IDS, observedHistory } from '../../harness/model/observation.ts';
import { loadRequirements } from '../../harness/runner/load-requirements.ts';
import { BUNDLED_OBSERVATION, loadObservation, readObservation } from '../../harness/runner/load-observation.ts';
import { CHECKS } from '../../scenarios/checks/index.ts';

const TEXT = readFileSync(BUNDLED_OBSERVATION, 'utf8');
const PAGE = readFileSync(new URL('../../docs/observe.md', import.meta.url), 'utf8');

function sheet() {
  const read = readObservation(TEXT, 'observation.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

/** The rows of a table of the page, code marks removed. */
function rowsOf(name: string): string[][] {
  const table = new RegExp(`<!-- ${name} -->(.*)<!-- /${name} -->`, 's').exec(PAGE)?.[1] ?? '';
  const rows = table.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.replaceAll('`', '').trim()),
  );
}

describe('the sheet by which observed traffic is judged', () => {
  it('decides on every check there is, once', () => {
    const { checks, leftOut } = sheet();
    const decided = [...checks.map(({ use }) => use), ...leftOut.map(({ check }) => check)];
    expect(decided.toSorted()).toEqual([...CHECKS.keys()].toSorted());
  });

  it('is what docs/observe.md says', () => {
    const { checks, leftOut } = sheet();
    expect(rowsOf('checks').map(([check]) => check)).toEqual(checks.map(({ use }) => use));
    expect(rowsOf('left-out')).toEqual(leftOut.map(({ check, because }) => [check, because.en]));
  });

  it.each(['whole', 'part'] as const)(
    'becomes a scenario that asks nothing, with known requirements (%s)',
    async (history) => {
      const [scenario, requirements] = await Promise.all([loadObservation(history), loadRequirements()]);
      if (!scenario.ok || !requirements.ok) throw new Error('cannot be read');
      expect(scenario.value).toMatchObject({ id: OBSERVATION_IDS[history], steps: [], units: [] });
      expect(scenario.value.requirements.filter((id) => !requirements.value.has(id))).toEqual([]);
      expect(scenario.value.requirements.length).toBeGreaterThan(20);
      expect(observedHistory(scenario.value.id)).toBe(history);
    },
  );

  it('knows only a part of the history of a mock that ran before', async () => {
    const part = await loadObservation('part');
    const use = part.ok ? part.value.checks.find(({ slug }) => slug === 'add-only-after-indicator-404') : undefined;
    expect(use?.with).toEqual({ history: 'part' });
    const whole = await loadObservation('whole');
    expect(whole.ok && whole.value.checks.every(({ with: values }) => !('history' in values))).toBe(true);
  });

  it.each([
    ['an unknown check', 'use: tre-systems', 'use: tre-system', 'did you mean "tre-systems"'],
    ['an unknown parameter', '{ units: any }', '{ unit: any }', 'parameters of identifier-form'],
    ['a parameter that is wrong for a part', '{ history: part }', '{ history: half }', 'parameters of add-only'],
    ['a need that does not stand above', 'needs: [body-follows-grammar, codes-valid]', 'needs: [late]', '"late"'],
    ['a check that stands twice', 'check: zero-is-sent', 'check: delete-not-zero', '"delete-not-zero" stands twice'],
    ['an unknown member', 'leftOut:', 'leftout:', 'leftout'],
  ])('refuses %s, with its line', (...[, find, replace, message]) => {
    const read = readObservation(TEXT.replace(find, replace), 'observation.yaml');
    const problems = read.ok ? [] : read.problems;
    expect(problems.map((one) => one.message).join('\n')).toContain(message);
    expect(problems.every(({ line }) => line > 0)).toBe(true);
  });
});

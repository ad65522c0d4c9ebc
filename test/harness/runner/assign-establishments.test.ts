import { expect, test } from 'vitest';
import type { ScenarioUnit } from '../../../harness/model/scenario.ts';
import { planAttempt } from '../../../harness/runner/plan.ts';
import { bundledWorldFacts } from '../../support/bundled-world-facts.ts';
import { sampleScenario } from '../../support/sample-run.ts';

const FACTS = bundledWorldFacts();
const SEEDS = Array.from({ length: 50 }, (_, index) => `seed-${index}`);

function unit(alias: string, establishment?: string, place: ScenarioUnit['place'] = 'listed'): ScenarioUnit {
  return { alias, place, establishment, records: [] };
}

/** The establishments of the units, over fifty seeds. */
function finesses(units: readonly ScenarioUnit[]): string[][] {
  const scenario = { ...sampleScenario('feed/x', []), units };
  return SEEDS.map((seed) => planAttempt(scenario, FACTS, seed).units.map(({ establishment }) => establishment.finess));
}

test('units with one name share an establishment, which is not always the same', () => {
  const chosen = finesses([unit('a', 'one'), unit('b', 'one')]);
  expect(chosen.filter(([a, b]) => a !== b)).toEqual([]);
  expect(new Set(chosen.flat()).size).toBeGreaterThan(1);
});

test('units with different names have different establishments', () => {
  const chosen = finesses([unit('a', 'one'), unit('b', 'two'), unit('c', 'three')]);
  expect(chosen.filter((three) => new Set(three).size !== 3)).toEqual([]);
});

test('an establishment is chosen that has room for all its units, whatever is chosen for the others', () => {
  // Only one establishment has more than three places, and it is also the only one with a duplicated identifier.
  const many = ['a', 'b', 'c', 'd'].map((alias) => unit(alias, 'large'));
  const chosen = finesses([unit('s', 'small'), ...many, unit('t', 'large', 'duplicated')]);
  expect(new Set(chosen.map((list) => new Set(list.slice(1)).size))).toEqual(new Set([1]));
  expect(chosen.filter(([small, large]) => small === large)).toEqual([]);
});

test('a unit that the ROR does not know stands in the establishment that it names', () => {
  const chosen = finesses([unit('known', 'one'), unit('unknown', 'one', 'unknown')]);
  expect(chosen.filter(([known, unknown]) => known !== unknown)).toEqual([]);
});

test('a unit that may be anywhere takes no place that another one needs', () => {
  const five = ['a', 'b', 'c', 'd', 'e'].map((alias) => unit(alias, 'large'));
  const chosen = finesses([unit('anywhere'), ...five]);
  expect(new Set(chosen.map((list) => new Set(list.slice(1)).size))).toEqual(new Set([1]));
});

test('more establishments than the mock has are named', () => {
  const units = ['a', 'b', 'c', 'd'].map((alias) => unit(alias, `eg-${alias}`));
  const few = { ...FACTS, establishments: FACTS.establishments.slice(0, 3) };
  const scenario = { ...sampleScenario('feed/x', []), units };
  expect(() => planAttempt(scenario, few, 'seed')).toThrow(
    expect.objectContaining({ reason: 'lacks-establishments', values: { names: 'eg-a, eg-b, eg-c, eg-d' } }),
  );
});

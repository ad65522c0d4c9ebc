import { describe, expect, it } from 'vitest';
import { planAttempt } from '../../harness/runner/plan.ts';
import type { AttemptPlan } from '../../harness/runner/plan.ts';
import { loadRequirements } from '../../harness/runner/load-requirements.ts';
import { loadScenarios } from '../../harness/runner/load-scenarios.ts';
import { bundledWorldFacts } from '../support/bundled-world-facts.ts';

const requirements = await loadRequirements();
const loaded = await loadScenarios({ requirements: requirements.ok ? requirements.value : new Map() });
const scenarios = loaded.ok ? loaded.value : [];

const SEEDS = Array.from({ length: 50 }, (_, index) => `seed-${index}`);
const FACTS = bundledWorldFacts();

/** For each unit, the position of the first unit of the same establishment: how the units lie to each other. */
function pattern({ units }: AttemptPlan): string {
  return units
    .map(({ establishment }) => units.findIndex((other) => other.establishment.finess === establishment.finess))
    .join(' ');
}

describe('over fifty seeds', () => {
  it.each(scenarios)('$id finds a place for each unit, each another one', (scenario) => {
    for (const seed of SEEDS) {
      const { units } = planAttempt(scenario, FACTS, seed);
      expect(units.map(({ alias }) => alias)).toEqual(scenario.units.map(({ alias }) => alias));
      expect(new Set(units.map(({ identifier }) => identifier)).size, seed).toBe(scenario.units.length);
    }
  });

  // Else a connector that confuses the units of one establishment would be caught with some seeds only.
  it.each(scenarios.filter(({ units }) => units.length > 1))(
    '$id has its units in the same establishment, or in different ones, whatever the seed',
    (scenario) => {
      expect(new Set(SEEDS.map((seed) => pattern(planAttempt(scenario, FACTS, seed)))).size).toBe(1);
    },
  );

  it.each(scenarios)('$id asks the same, but for where', (scenario) => {
    const now = new Date('2026-07-01T10:00:00Z');
    const asked = SEEDS.map((seed) => {
      const plan = planAttempt(scenario, FACTS, seed);
      return JSON.stringify(scenario.steps.map((step) => [step.unit, plan.stimulus(step, now).records]));
    });
    expect(new Set(asked).size).toBe(1);
  });

  it('uses more than one place for a unit that may be anywhere', () => {
    const [scenario] = scenarios.filter(({ units }) => units.length === 1 && units[0]?.place === 'listed');
    const places = SEEDS.map((seed) => scenario && planAttempt(scenario, FACTS, seed).units[0]?.identifier);
    expect(new Set(places).size).toBeGreaterThan(5);
  });
});

import { describe, expect, it } from 'vitest';
import { judgeAttempt } from '../../../harness/judge/judge-attempt.ts';
import { outsideCatalogue } from '../../../harness/model/scenario-catalogue.ts';
import { rollUp } from '../../../harness/model/roll-up.ts';
import type { Scenario } from '../../../harness/model/scenario.ts';
import { loadRequirements } from '../../../harness/runner/load-requirements.ts';
import { loadScenarios } from '../../../harness/runner/load-scenarios.ts';
import { createCatalogue } from '../../../mev3/catalogue/create-catalogue.ts';
import { createKernel } from '../../../mev3/create-kernel.ts';
import type { Catalogue } from '../../../mev3/kernel.ts';
import { isSimulated, simulateAttempt } from '../../support/simulated-attempt.ts';

const loadedRequirements = await loadRequirements();
const requirements = loadedRequirements.ok ? loadedRequirements.value : new Map();
const loaded = await loadScenarios({ requirements });
const scenarios: readonly Scenario[] = loaded.ok ? loaded.value : [];

const current = createCatalogue('current');

/** A list as a vendor may have it: without forecasts. */
const withoutForecasts: Catalogue = {
  ...current,
  name: 'own list',
  find: (key) => (key.temporalityCapacity === '01' ? current.find(key) : undefined),
};

function reasonsUnder(catalogue: Catalogue): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    scenarios.flatMap((scenario) => {
      const outside = outsideCatalogue(scenario, catalogue);
      return outside === null ? [] : [[scenario.id, outside.reason]];
    }),
  );
}

describe('the scenarios of the suite', () => {
  it('all apply under the catalogue of the mock', () => {
    expect(scenarios.length).toBeGreaterThan(20);
    expect(reasonsUnder(current)).toEqual({});
  });

  it('do not apply when what is to be refused is valid', () => {
    expect(reasonsUnder(createCatalogue('published-examples'))).toEqual({
      'attempts/invalid-indicator': 'invalid-record-in-catalogue',
    });
  });

  it('do not apply when what is asked for is not valid, and say which record', () => {
    expect(reasonsUnder(withoutForecasts)).toEqual({
      'feed/forecast-beds': 'record-not-in-catalogue',
      'feed/forecasts-by-gender': 'record-not-in-catalogue',
    });
    const forecast = scenarios.find(({ id }) => id === 'feed/forecast-beds');
    expect(forecast && outsideCatalogue(forecast, withoutForecasts)?.values).toMatchObject({
      catalogue: 'own list',
      record: expect.stringContaining('temporalityCapacity 02'),
    });
  });

  it('compare the nature too', () => {
    const bedsOnly: Catalogue = {
      ...current,
      find: (key) => {
        const found = current.find(key);
        return found === undefined ? undefined : { ...found, natures: ['01'] };
      },
    };
    expect(reasonsUnder(bedsOnly)).toEqual({
      'feed/available-places': 'record-not-in-catalogue',
      'feed/installed-beds-and-places': 'record-not-in-catalogue',
    });
  });
});

describe('the judgement under a list of one’s own', () => {
  it('omits what does not apply, and a correct connector is conformant all the same', () => {
    const kernel = { ...createKernel(), catalogue: withoutForecasts };
    const verdicts = scenarios.filter(isSimulated).flatMap((scenario) =>
      judgeAttempt({
        scenario,
        entries: simulateAttempt(scenario, null),
        kernel,
        requirements,
        strict: true,
        timing: { quietMs: 100, deadlineMs: 1000, retryEveryMs: 0 },
        settled: true,
      }),
    );
    const others = verdicts.filter(({ status }) => status !== 'pass');
    expect(new Set(others.map(({ scenario, status }) => `${scenario} ${status}`))).toEqual(
      new Set(['feed/forecast-beds omit', 'feed/forecasts-by-gender omit']),
    );
    expect(rollUp(verdicts)).toBe('conformant');
  });
});

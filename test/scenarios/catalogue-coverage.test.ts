import { describe, expect, it } from 'vitest';
import { keyWords } from '../../harness/model/attempt-facts.ts';
import { loadRequirements } from '../../harness/runner/load-requirements.ts';
import { loadScenarios } from '../../harness/runner/load-scenarios.ts';
import { createCatalogue } from '../../mev3/catalogue/create-catalogue.ts';

const requirements = await loadRequirements();
const loaded = await loadScenarios({ requirements: requirements.ok ? requirements.value : new Map() });
const scenarios = loaded.ok ? loaded.value : [];
const asked = scenarios
  .flatMap(({ steps }) => steps)
  .filter(({ kind, indicator }) => kind === 'report-capacity' && indicator !== 'invalid')
  .flatMap(({ records }) => records);
const indicators = createCatalogue('current').list();

describe('the scenarios', () => {
  it('report every indicator of the catalogue, so that each family of it is sent at least once', () => {
    const reported = new Set(asked.map(keyWords));
    expect(indicators.length).toBeGreaterThan(30);
    expect(indicators.filter(({ key }) => !reported.has(keyWords(key))).map(({ id }) => id)).toEqual([]);
  });

  it('report beds and places, each source of a figure, and zero', () => {
    expect([...new Set(asked.map(({ capacityType }) => capacityType))].toSorted()).toEqual(['01', '02']);
    expect(asked.some(({ nbCapacity }) => nbCapacity === 0)).toBe(true);
    expect(new Set(asked.map(({ capacitySourceType }) => capacitySourceType)).size).toBeGreaterThan(1);
  });

  it('never ask for the retired gender 03 but to have it refused', () => {
    const invalid = scenarios.flatMap(({ steps }) => steps).filter(({ indicator }) => indicator === 'invalid');
    expect(asked.map(({ genderCapacityAvailable }) => genderCapacityAvailable)).not.toContain('03');
    const refused = invalid.flatMap(({ records }) => records);
    expect(refused.map(({ genderCapacityAvailable }) => genderCapacityAvailable)).toContain('03');
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SCENARIO_AREAS } from '../../../harness/model/scenario-schema.ts';
import { SCENARIO_TAGS, withTags } from '../../../harness/model/scenario-tags.ts';
import type { ScenarioTag } from '../../../harness/model/scenario-tags.ts';
import type { Scenario } from '../../../harness/model/scenario.ts';
import { loadRequirements } from '../../../harness/runner/load-requirements.ts';
import { loadScenarios } from '../../../harness/runner/load-scenarios.ts';

const requirements = await loadRequirements();
const loaded = await loadScenarios({ requirements: requirements.ok ? requirements.value : new Map() });
const scenarios: readonly Scenario[] = loaded.ok ? loaded.value : [];

function idsWith(tag: ScenarioTag): readonly string[] {
  return withTags(scenarios, [tag]).map(({ id }) => id);
}

function idsWhere(fits: (scenario: Scenario) => boolean): readonly string[] {
  return scenarios.filter(fits).map(({ id }) => id);
}

describe('the tags of the scenarios', () => {
  it('stand on every scenario, none twice, each on at least one', () => {
    expect(idsWhere(({ tags = [] }) => tags.length === 0 || new Set(tags).size < tags.length)).toEqual([]);
    expect(SCENARIO_TAGS.filter((tag) => idsWith(tag).length === 0)).toEqual([]);
  });

  it('are explained in README.md, all of them and no other', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const table = /<!-- tags -->(.*)<!-- \/tags -->/s.exec(readme)?.[1] ?? '';
    expect([...table.matchAll(/^\| `(\w+)`/gm)].map(([, tag]) => tag)).toEqual([...SCENARIO_TAGS]);
  });

  it('say restart, optional and credential where the file itself says so', () => {
    const restarts = idsWhere(({ arming, steps }) =>
      steps.some(
        (step) =>
          step.restart === true ||
          step.killAfter !== undefined ||
          (step.arming !== undefined &&
            Object.keys({ ...step.arming.certificates, ...arming.certificates }).length > 0),
      ),
    );
    expect(idsWith('restart')).toEqual(restarts);
    expect(idsWith('optional')).toEqual(idsWhere(({ claim }) => claim !== undefined));
    const handed = idsWhere(({ arming }) => Object.keys(arming.certificates).length > 0);
    expect(handed.filter((id) => !idsWith('credential').includes(id))).toEqual([]);
  });

  it('say refusal where a refusal must be reported', () => {
    const reported = idsWhere(({ checks }) => checks.some(({ use }) => use === 'refusal-reported'));
    expect(reported.filter((id) => !idsWith('refusal').includes(id))).toEqual([]);
  });

  it('make of smoke a short set over many areas that hands out no certificate and waits for nothing', () => {
    const smoke = withTags(scenarios, ['smoke']);
    expect(smoke.length).toBeLessThanOrEqual(14);
    expect(new Set(smoke.map(({ area }) => area)).size).toBeGreaterThanOrEqual(6);
    expect(smoke.every(({ area }) => SCENARIO_AREAS.some((known) => known === area))).toBe(true);
    const heavy: readonly ScenarioTag[] = ['slow', 'restart', 'optional'];
    expect(smoke.filter(({ tags = [] }) => tags.some((tag) => heavy.includes(tag))).map(({ id }) => id)).toEqual([]);
  });
});

describe('withTags', () => {
  it('gives those that have any of the tags, in their order; all when none is named', () => {
    const some = [{ tags: ['slow'] }, { tags: ['smoke', 'content'] }, {}] as const;
    expect(withTags(some, ['content', 'slow'])).toEqual([some[0], some[1]]);
    expect(withTags(some, ['refusal'])).toEqual([]);
    expect(withTags(some, [])).toEqual(some);
  });
});

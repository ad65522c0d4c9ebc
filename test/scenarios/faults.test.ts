import { describe, expect, it } from 'vitest';
import { judgeAttempt } from '../../harness/judge/judge-attempt.ts';
import { rollUp } from '../../harness/model/roll-up.ts';
import type { Scenario } from '../../harness/model/scenario.ts';
import type { Verdict } from '../../harness/model/verdict.ts';
import { loadRequirements } from '../../harness/runner/load-requirements.ts';
import { loadScenarios } from '../../harness/runner/load-scenarios.ts';
import { createKernel } from '../../mev3/create-kernel.ts';
import { isSimulated, SIMULATED_FAULTS, simulateAttempt } from '../support/simulated-attempt.ts';
import type { SimulatedFault } from '../support/simulated-attempt.ts';

const loadedRequirements = await loadRequirements();
const requirements = loadedRequirements.ok ? loadedRequirements.value : new Map();
const loaded = await loadScenarios({ requirements });
const scenarios: readonly Scenario[] = loaded.ok ? loaded.value.filter(isSimulated) : [];
const kernel = createKernel();

function judge(scenario: Scenario, fault: SimulatedFault | null, strict = false): readonly Verdict[] {
  return judgeAttempt({
    scenario,
    entries: simulateAttempt(scenario, fault),
    kernel,
    requirements,
    strict,
    timing: { quietMs: 100, deadlineMs: 1000, retryEveryMs: 0 },
    settled: true,
  });
}

interface Caught {
  readonly failing: readonly string[];
  readonly warned: readonly string[];
}

function names(list: readonly Verdict[]): string[] {
  return [...new Set(list.map((verdict) => verdict.slug))].toSorted();
}

/** The names of the checks that fail and that warn, over every scenario. */
function caught(fault: SimulatedFault | null, strict = false): Caught {
  const verdicts = scenarios.flatMap((scenario) => judge(scenario, fault, strict));
  return {
    failing: names(verdicts.filter((verdict) => verdict.status === 'fail')),
    warned: names(verdicts.filter((verdict) => verdict.status === 'pass' && verdict.findings.length > 0)),
  };
}

/** For each fault exactly the checks that must fail, and those that must warn. */
const EXPECTED: Readonly<Record<SimulatedFault, { fails?: readonly string[]; warns?: readonly string[] }>> = {
  'adds-without-replace': { fails: ['replace-first'] },
  'no-add-after-404': { fails: ['add-after-indicator-404'] },
  'adds-on-unknown-location': { fails: ['no-add-after-location-404'] },
  'adds-after-any-refusal': { fails: ['add-only-after-indicator-404'] },
  'retries-location-404': { fails: ['no-retry-after-refusal'] },
  'retries-412': { fails: ['no-retry-after-refusal'] },
  'retries-400': { fails: ['no-retry-after-refusal'] },
  'retries-403': { warns: ['no-retry-after-refusal'] },
  'sends-ror-headers': { fails: ['no-ror-headers'] },
  'sends-another-header': { warns: ['only-documented-headers'] },
  'wrong-content-type': { fails: ['content-type-is-fhir-json'] },
  'no-bearer': { fails: ['token-sent-as-bearer'] },
  'token-for-every-call': { warns: ['token-reused'] },
  'calls-api-after-refused-token': { fails: ['no-api-call-without-token'] },
  'insists-on-refused-token': { warns: ['no-tight-token-retry'] },
  'sends-a-secret': { fails: ['token-requested-over-mtls'] },
  'token-in-url': { warns: ['nothing-secret-in-urls'] },
  'jdv-systems': { fails: ['tre-systems'] },
  'date-is-sending-time': { fails: ['update-date-is-source-time'] },
  'two-operations-a-body': { warns: ['one-operation-a-body'] },
  'refusal-not-reported': { fails: ['refusal-reported'], warns: ['refusal-reported'] },
  'identifier-without-establishment': { fails: ['identifier-form'] },
  'forgets-a-record': { fails: ['each-record-sent'] },
  'sends-nothing': { fails: ['each-record-sent'] },
  'wrong-number': { fails: ['values-as-stimulus'] },
  'incomplete-record': { fails: ['record-complete'] },
  'path-of-another-record': { fails: ['path-selects-the-record'] },
  'zero-instead-of-delete': { fails: ['delete-not-zero'] },
  'delete-instead-of-zero': { fails: ['zero-is-sent'] },
  'skips-zeros': { fails: ['each-record-sent'] },
  'sends-everything-twice': { warns: ['one-patch-per-record'] },
  'first-value-last': { fails: ['final-state-as-asked', 'no-retry-after-refusal'] },
  'reads-first': { warns: ['no-other-traffic'] },
};

describe('the suite', () => {
  it('has scenarios to run', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(20);
  });

  it.each(scenarios)('passes a connector without fault in $id, with every check judged', (scenario) => {
    const verdicts = judge(scenario, null, true);
    const open = verdicts.filter((verdict) => verdict.status !== 'pass' || verdict.findings.length > 0);
    expect(open.map(({ slug, status, skip, findings, error }) => ({ slug, status, skip, findings, error }))).toEqual(
      [],
    );
    expect(rollUp(verdicts)).toBe('conformant');
  });

  it.each(SIMULATED_FAULTS)('tells a connector that %s by exactly its checks', (fault) => {
    const { fails = [], warns = [] } = EXPECTED[fault];
    expect(caught(fault)).toEqual({ failing: fails, warned: warns });
  });

  it.each(SIMULATED_FAULTS.filter((fault) => EXPECTED[fault].warns !== undefined))(
    'fails a connector that %s under strict rules',
    (fault) => {
      const { fails = [], warns = [] } = EXPECTED[fault];
      expect(caught(fault, true)).toEqual({ failing: [...new Set([...fails, ...warns])].toSorted(), warned: [] });
    },
  );

  it.each(SIMULATED_FAULTS.filter((fault) => EXPECTED[fault].fails === undefined))(
    'still calls a connector that %s conformant when the rule is not a documented must',
    (fault) => {
      expect(rollUp(scenarios.flatMap((scenario) => judge(scenario, fault)))).toBe('conformant');
    },
  );

  it('says of each check that was not run because of another which one that is', () => {
    for (const scenario of scenarios) {
      const verdicts = judge(scenario, 'wrong-content-type');
      const because = verdicts.flatMap((verdict) => verdict.skip?.because ?? []);
      const failed = verdicts.filter((verdict) => verdict.status === 'fail').map((verdict) => verdict.check);
      expect(because.filter((check) => !failed.includes(check))).toEqual([]);
    }
  });
});

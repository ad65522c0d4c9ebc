import { describe, expect, test } from 'vitest';
import { scenarioUnsaid } from '../../../harness/hospital/scenario-unsaid.ts';
import type { HospitalPlan } from '../../../harness/hospital/hospital.ts';
import type { Scenario, ScenarioRecord, ScenarioStep } from '../../../harness/model/scenario.ts';
import { sampleScenario } from '../../support/sample-scenario.ts';

const PLAN: HospitalPlan = {
  rooms: [{ from: 1, to: 6, beds: 1, sex: 'F' }],
  feeds: ['available-women'],
  gathers: true,
};

function women(nbCapacity: number, updatedAgoMs = 420_000): ScenarioRecord {
  return {
    capacityType: '01',
    capacityStatus: '02',
    temporalityCapacity: '01',
    genderCapacityAvailable: '01',
    capacityClosingType: null,
    additionalBedType: null,
    crisisType: null,
    temporaryAssignement: '01',
    capacitySourceType: '02',
    nbCapacity,
    comment: null,
    updatedAgoMs,
  };
}

function scenario(steps: readonly Partial<ScenarioStep>[], use = 'each-record-sent'): Scenario {
  return {
    ...sampleScenario([{ use, slug: use, with: {}, needs: [] }]),
    steps: steps.map((step, index) => ({
      id: `s${index}`,
      kind: 'report-capacity',
      unit: 'a',
      records: [],
      credential: 'supplier',
      ...step,
    })),
  };
}

describe('a scenario for a connector that lives on movements', () => {
  test('can be said when each of its steps can, one after the other', () => {
    const steps = [{ records: [women(2)] }, { records: [women(5)] }, { unit: 'b', records: [women(2)] }];
    expect(scenarioUnsaid(scenario(steps), PLAN)).toBeNull();
  });

  test.each<[string, readonly Partial<ScenarioStep>[], string]>([
    ['to send everything again', [{ records: [women(2)] }, { kind: 'resend-all', unit: null }], 'adt-kind'],
    ['to remove a record', [{ kind: 'remove-capacity', records: [women(0)] }], 'adt-kind'],
    ['records of two dates', [{ records: [women(2), women(2, 60_000)] }], 'adt-dates'],
    ['what is so already', [{ records: [women(2)] }, { records: [women(2)] }], 'adt-unchanged'],
    ['what is so at first', [{ records: [women(6)] }], 'adt-unchanged'],
    ['more beds than there are', [{ records: [women(7)] }], 'adt-beds'],
    [
      'two credentials for one unit',
      [{ records: [women(2)] }, { records: [women(3)], credential: 'other' }],
      'adt-credential',
    ],
  ])('cannot be said when it asks for %s', (...[, steps, reason]) => {
    expect(scenarioUnsaid(scenario(steps), PLAN)).toMatchObject({ reason });
  });

  test('may say again what is so already where nothing has to be sent for it', () => {
    const steps = [{ records: [women(2)] }, { records: [women(2)] }];
    expect(scenarioUnsaid(scenario(steps, 'nothing-sent-unchanged'), PLAN)).toBeNull();
  });
});

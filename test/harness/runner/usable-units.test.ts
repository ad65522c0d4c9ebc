import { expect, test } from 'vitest';
import { PlanError } from '../../../harness/runner/plan-error.ts';
import { UsableUnits } from '../../../harness/runner/usable-units.ts';
import type { Scenario } from '../../../harness/model/scenario.ts';
import { RECORD, sampleStimulus, UNIT } from '../../support/sample-scenario.ts';
import { sampleScenario } from '../../support/sample-run.ts';

const OTHER = '199A000014/CHIR-B';
const MEDICINE = { alias: 'medicine', place: 'listed', records: [] } as const;

/** A scenario that reports so many free beds of one unit. */
function reports(nbCapacity: number, kind: 'report-capacity' | 'resend-all' = 'report-capacity'): Scenario {
  const { capacityUpdateDate: _, ...record } = RECORD;
  const step = { id: 's', kind, unit: 'medicine', credential: 'supplier', records: [] };
  const records = [{ ...record, temporalityCapacity: '01', temporaryAssignement: '01', updatedAgoMs: 0, nbCapacity }];
  return { ...sampleScenario('feed/x', []), units: [MEDICINE], steps: [{ ...step, records }] };
}

function mayUse(usable: UsableUnits, scenario: Scenario, identifier = UNIT): boolean | undefined {
  const place = { id: 'L', versionId: 1, identifier, name: 'L', establishment: '99A000014', records: [] };
  return usable.limitsFor(scenario).mayUse?.(MEDICINE, place);
}

test('a product that forgets may be told the same twice, and everything again', () => {
  const usable = new UsableUnits({ units: [], forgets: true });
  usable.told(sampleStimulus({ records: [RECORD] }));
  expect(mayUse(usable, reports(RECORD.nbCapacity))).toBe(true);
  expect(() => usable.limitsFor(reports(1, 'resend-all'))).not.toThrow();
});

test('one that cannot forget is told no value of a unit twice, and may be told another value, or of another unit', () => {
  const usable = new UsableUnits({ units: [], forgets: false });
  expect(mayUse(usable, reports(RECORD.nbCapacity))).toBe(true);
  usable.told(sampleStimulus({ records: [RECORD] }));
  expect(mayUse(usable, reports(RECORD.nbCapacity))).toBe(false);
  expect(mayUse(usable, reports(RECORD.nbCapacity + 1))).toBe(true);
  expect(mayUse(usable, reports(RECORD.nbCapacity), OTHER)).toBe(true);
});

test('a removal is another word than a report', () => {
  const usable = new UsableUnits({ units: [], forgets: false });
  usable.told(sampleStimulus({ kind: 'remove-capacity', records: [RECORD] }));
  expect(mayUse(usable, reports(RECORD.nbCapacity))).toBe(true);
});

test('one that cannot forget is not asked for everything that it knows', () => {
  const usable = new UsableUnits({ units: [], forgets: false });
  expect(() => usable.limitsFor(reports(1, 'resend-all'))).toThrow(PlanError);
});

test('only the units that the product knows are used', () => {
  const usable = new UsableUnits({ units: [UNIT], forgets: true });
  expect(usable.limitsFor(reports(1)).knownUnits).toEqual([UNIT]);
  expect(mayUse(usable, reports(1))).toBe(true);
  expect(mayUse(usable, reports(1), OTHER)).toBe(false);
});

test('a stimulus about no unit tells of none', () => {
  const usable = new UsableUnits({ units: [], forgets: false });
  usable.told(sampleStimulus({ location: null, records: [RECORD] }));
  expect(mayUse(usable, reports(RECORD.nbCapacity))).toBe(true);
});

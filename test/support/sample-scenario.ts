import type { CapacityRecord } from '../../mev3/capacity/types.ts';
import type { Stimulus } from '../../harness/model/check.ts';
import { UNARMED } from '../../harness/model/scenario-arming.ts';
import type { CheckUse, Scenario } from '../../harness/model/scenario.ts';

/** The unit of the samples. */
export const UNIT = '199A000014/MED-A';

/** Four available beds for women, updated seven minutes before the samples start. */
export const RECORD: CapacityRecord = {
  capacityType: '01',
  capacityStatus: '02',
  temporalityCapacity: '01',
  genderCapacityAvailable: '01',
  capacityClosingType: null,
  additionalBedType: null,
  crisisType: null,
  temporaryAssignement: '01',
  capacitySourceType: '02',
  nbCapacity: 4,
  capacityUpdateDate: '2026-11-23T13:53:30+01:00',
  comment: null,
};

/** A stimulus about the sample unit. */
export function sampleStimulus(changes: Partial<Stimulus> = {}): Stimulus {
  return {
    contract: 1,
    id: 's1',
    kind: 'report-capacity',
    at: '2026-11-23T14:00:30+01:00',
    establishment: { finess: '99A000014', idNatStruct: '199A000014', name: 'Hôpital fictif', credential: 'supplier' },
    location: { identifier: UNIT, name: 'Médecine A' },
    records: [RECORD],
    ...changes,
  };
}

/** A scenario with these checks and nothing else of interest. */
export function sampleScenario(checks: readonly CheckUse[]): Scenario {
  const text = { fr: 'essai', en: 'sample' };
  return {
    id: 'feed/sample',
    area: 'feed',
    title: text,
    purpose: text,
    failureMeans: text,
    requirements: [],
    units: [],
    credentials: [],
    arming: UNARMED,
    steps: [],
    checks,
  };
}

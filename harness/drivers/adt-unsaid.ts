import type { HospitalPlan } from '../hospital/hospital.ts';
import { scenarioUnsaid } from '../hospital/scenario-unsaid.ts';
import type { Scenario } from '../model/scenario.ts';
import type { SkipReason } from '../model/verdict.ts';
import type { ConnectorFile } from './connector-schema.ts';
import type { Hl7v2Stimulus } from './stimulus-schema.ts';

/** The hospital of a connector file. */
export function hospitalPlan({ rooms, feeds, gatherMs }: Hl7v2Stimulus): HospitalPlan {
  return { rooms, feeds, gathers: gatherMs > 0 };
}

/** Why the driver of a connector file cannot say a scenario; null when it can, as every driver but `hl7v2` always can. */
export function unsaidByDriver({ stimulus }: ConnectorFile, scenario: Scenario): SkipReason | null {
  return stimulus.driver === 'hl7v2' ? scenarioUnsaid(scenario, hospitalPlan(stimulus)) : null;
}

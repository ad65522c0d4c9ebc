import type { Scenario, ScenarioStep } from '../model/scenario.ts';
import type { HospitalPlan } from './hospital.ts';
import { Hospital } from './hospital.ts';
import type { Unsaid } from './what-is-asked.ts';
import { isUnsaid } from './what-is-asked.ts';

/** Why movements of patients cannot say a scenario; null when they can. It is played once, with a hospital of its own. */
export function scenarioUnsaid({ steps }: Scenario, plan: HospitalPlan): Unsaid | null {
  const hospital = new Hospital(plan);
  for (const step of steps) {
    const said = stepSaid(step, hospital);
    if (said !== null) return said;
  }
  return null;
}

function stepSaid({ kind, unit, records }: ScenarioStep, hospital: Hospital): Unsaid | null {
  if (kind !== 'report-capacity' || unit === null) return { reason: 'adt-kind', values: { kind } };
  if (new Set(records.map(({ updatedAgoMs }) => updatedAgoMs)).size > 1) return { reason: 'adt-dates', values: {} };
  const movements = hospital.movementsFor({ unit, records }, '');
  return isUnsaid(movements) ? movements : null;
}

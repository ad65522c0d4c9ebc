import type { Scenario, ScenarioStep } from '../model/scenario.ts';
import type { HospitalPlan } from './hospital.ts';
import { Hospital } from './hospital.ts';
import { figuresAsked, isUnsaid } from './what-is-asked.ts';
import type { Unsaid } from './what-is-asked.ts';

/** Why movements of patients cannot say a scenario; null when they can. It is played once, with a hospital of its own. */
export function scenarioUnsaid(scenario: Scenario, plan: HospitalPlan): Unsaid | null {
  const hospital = new Hospital(plan);
  const mustSend = scenario.checks.some(({ use }) => use === 'each-record-sent');
  for (const step of scenario.steps) {
    const said = stepUnsaid(step, { hospital, plan, mustSend });
    if (said !== null) return said;
  }
  return credentialUnsaid(scenario);
}

interface Play {
  readonly hospital: Hospital;
  readonly plan: HospitalPlan;
  /** True when each record of a step has to be sent. */
  readonly mustSend: boolean;
}

function stepUnsaid({ kind, unit, records }: ScenarioStep, { hospital, plan, mustSend }: Play): Unsaid | null {
  if (kind !== 'report-capacity' || unit === null) return { reason: 'adt-kind', values: { kind } };
  if (new Set(records.map(({ updatedAgoMs }) => updatedAgoMs)).size > 1) return { reason: 'adt-dates', values: {} };
  const asked = figuresAsked(records, plan.feeds);
  if (isUnsaid(asked)) return asked;
  const now = hospital.census(unit);
  const same = plan.feeds.find((figure) => asked[figure] === now[figure]);
  // Nothing changes for the connector: it is right not to send it.
  if (mustSend && same !== undefined) return { reason: 'adt-unchanged', values: { figure: same } };
  const movements = hospital.movementsFor({ unit, records }, '');
  return isUnsaid(movements) ? movements : null;
}

/** A message does not say with which certificate its figures are to be fed. */
function credentialUnsaid({ steps }: Scenario): Unsaid | null {
  const byUnit = new Map<string | null, string>();
  for (const { unit, credential } of steps) {
    const known = byUnit.get(unit) ?? credential;
    if (known !== credential) return { reason: 'adt-credential', values: { credentials: `${known}, ${credential}` } };
    byUnit.set(unit, credential);
  }
  return null;
}

import { join } from 'node:path';
import { CHECKS } from '../../scenarios/checks/index.ts';
import type { AnyCheck } from '../model/check.ts';
import type { ObservationSheet, ObservedHistory } from '../model/observation.ts';
import { observationScenario } from '../model/observation.ts';
import { observationSchema } from '../model/observation-schema.ts';
import type { Scenario } from '../model/scenario.ts';
import { readYaml } from '../model/yaml-document.ts';
import type { Loading } from './load-requirements.ts';
import { readTextFile } from './load-requirements.ts';
import type { Fault } from './load-scenarios.ts';
import { BUNDLED_SCENARIOS, problemsOf, unknownName, useFaults } from './load-scenarios.ts';

/** The sheet by which observed traffic is judged. */
export const BUNDLED_OBSERVATION: string = join(BUNDLED_SCENARIOS, 'observation.yaml');

type Checks = ReadonlyMap<string, AnyCheck>;

function faultsOf({ checks, leftOut }: ObservationSheet, known: Checks): readonly Fault[] {
  const inPart = checks.map(({ withPart, ...use }) => ({ ...use, with: { ...use.with, ...withPart } }));
  return [
    ...checks.flatMap((use, index) => useFaults(use, index, known)),
    ...inPart.flatMap((use, index) => (known.has(use.use) ? useFaults(use, index, known) : [])),
    ...leftOut.flatMap(({ check: seen }, index) =>
      known.has(seen) ? [] : [unknownName(['leftOut', index, 'check'], 'check', { seen, known: known.keys() })],
    ),
  ];
}

/** Reads the sheet from its text; unknown checks and parameters are problems like any other. */
export function readObservation(text: string, file: string, checks: Checks = CHECKS): Loading<ObservationSheet> {
  const read = readYaml(text, observationSchema, file);
  if (!read.ok) return read;
  const problems = problemsOf(faultsOf(read.value, checks), text, file);
  return problems.length === 0 ? read : { ok: false, problems };
}

/** The sheet that comes with rorkit, as the scenario that asks nothing. */
export async function loadObservation(history: ObservedHistory): Promise<Loading<Scenario>> {
  const text = await readTextFile(BUNDLED_OBSERVATION);
  if (!text.ok) return text;
  const sheet = readObservation(text.value, BUNDLED_OBSERVATION);
  return sheet.ok ? { ok: true, value: asScenario(sheet.value, history) } : sheet;
}

/** The scenario of a sheet that was read. */
export function asScenario(sheet: ObservationSheet, history: ObservedHistory): Scenario {
  return observationScenario(sheet, history, (use) => CHECKS.get(use.use)?.requirementsFor(use.with) ?? []);
}

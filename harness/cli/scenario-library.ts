import type { Requirement } from '../model/requirement.ts';
import type { Scenario } from '../model/scenario.ts';
import { loadRequirements } from '../runner/load-requirements.ts';
import { loadScenarios } from '../runner/load-scenarios.ts';
import type { Translate } from '../../messages/index.ts';
import { problemsError } from './problems.ts';

/** The requirements and scenarios that come with rorkit. */
export interface Library {
  readonly requirements: ReadonlyMap<string, Requirement>;
  readonly scenarios: readonly Scenario[];
}

/** Loads both. @throws CliError with file, line and column when a file of them is wrong. */
export async function loadLibrary(t: Translate): Promise<Library> {
  const requirements = await loadRequirementTable(t);
  const scenarios = await loadScenarios({ requirements });
  if (!scenarios.ok) throw problemsError(scenarios.problems, t);
  return { requirements, scenarios: scenarios.value };
}

/** The requirements alone. @throws CliError with file, line and column when their file is wrong. */
export async function loadRequirementTable(t: Translate): Promise<Library['requirements']> {
  const requirements = await loadRequirements();
  if (!requirements.ok) throw problemsError(requirements.problems, t);
  return requirements.value;
}

import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHECKS } from '../../scenarios/checks/index.ts';
import type { AnyCheck } from '../model/check.ts';
import { nearestWord } from '../model/nearest.ts';
import type { Problem } from '../model/problem.ts';
import type { Requirement } from '../model/requirement.ts';
import type { CheckUse, Scenario } from '../model/scenario.ts';
import { SCENARIO_AREAS, scenarioSchema } from '../model/scenario-schema.ts';
import { locateInYaml, readYaml } from '../model/yaml-document.ts';
import { explainIssues, printPath } from '../model/zod-issues.ts';
import type { Loading } from './load-requirements.ts';
import { readTextFile } from './load-requirements.ts';

/** The folder of the scenarios that come with rorkit. */
export const BUNDLED_SCENARIOS: string = fileURLToPath(new URL('../../scenarios/', import.meta.url));

/** What scenarios are checked against. */
export interface ScenarioLibrary {
  readonly requirements: ReadonlyMap<string, Requirement>;
  /** Default: every check of scenarios/checks/. */
  readonly checks?: ReadonlyMap<string, AnyCheck>;
  /** Folder that holds `<area>/<slug>.yaml`. Default: the one that comes with rorkit. */
  readonly folder?: string;
}

/** A fault of a file beyond its shape. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly expected: string;
  readonly seen: string;
  readonly message: string;
}

/** The fault of a name that is not among the known ones, with the nearest one. */
export function unknownName(
  path: Fault['path'],
  what: string,
  names: { seen: string; known: Iterable<string> },
): Fault {
  const near = nearestWord(names.seen, names.known);
  const hint = near === undefined ? '' : `; did you mean "${near}"?`;
  const expected = near ?? `a known ${what}`;
  return { path, expected, seen: names.seen, message: `unknown ${what} "${names.seen}"${hint}` };
}

function paramFaults(use: CheckUse, index: number, check: AnyCheck): Fault[] {
  const parsed = check.params.safeParse(use.with);
  if (parsed.success) return [];
  const source = { value: use.with, textAt: () => undefined };
  return explainIssues(parsed.error, check.params, source).map((issue) => ({
    path: ['checks', index, 'with', ...issue.path, ...(issue.key === undefined ? [] : [issue.key])],
    expected: issue.expected,
    seen: issue.seen,
    message: `parameters of ${use.use}: ${issue.message}`,
  }));
}

/** What is wrong with a check as a file names it: unknown, or with parameters that it does not take. */
export function useFaults(use: CheckUse, index: number, checks: ReadonlyMap<string, AnyCheck>): Fault[] {
  const check = checks.get(use.use);
  if (check !== undefined) return paramFaults(use, index, check);
  return [unknownName(['checks', index, 'use'], 'check', { seen: use.use, known: checks.keys() })];
}

function idFaults(scenario: Scenario, id: string): Fault[] {
  if (scenario.id !== id) {
    const message = `the id of a scenario is its path: expected "${id}", seen "${scenario.id}"`;
    return [{ path: ['id'], expected: id, seen: scenario.id, message }];
  }
  if (SCENARIO_AREAS.some((area) => area === scenario.area)) return [];
  return [unknownName(['id'], 'area', { seen: scenario.area, known: SCENARIO_AREAS })];
}

/** Only what is optional may be left unclaimed: a scenario hangs on nothing else. */
function claimFaults({ claim }: Scenario, requirements: ScenarioLibrary['requirements']): Fault[] {
  if (claim === undefined || requirements.get(claim)?.claim === 'optional') return [];
  const optional = [...requirements.values()].filter((one) => one.claim === 'optional').map(({ id }) => id);
  return [unknownName(['claim'], 'optional requirement', { seen: claim, known: optional })];
}

function faultsOf(scenario: Scenario, id: string, library: ScenarioLibrary): Fault[] {
  const checks = library.checks ?? CHECKS;
  const { requirements } = library;
  return [
    ...idFaults(scenario, id),
    ...scenario.requirements.flatMap((name, index) =>
      requirements.has(name)
        ? []
        : [unknownName(['requirements', index], 'requirement', { seen: name, known: requirements.keys() })],
    ),
    ...claimFaults(scenario, requirements),
    ...scenario.checks.flatMap((use, index) => useFaults(use, index, checks)),
  ];
}

/**
 * Reads one scenario from its text. `id` is what its path says; `file` its name for the problems. Unknown checks,
 * parameters and requirements are problems like any other.
 */
export function readScenario(
  text: string,
  names: { id: string; file: string },
  library: ScenarioLibrary,
): Loading<Scenario> {
  const read = readYaml(text, scenarioSchema, names.file);
  if (!read.ok) return read;
  const problems = problemsOf(faultsOf(read.value, names.id, library), text, names.file);
  return problems.length === 0 ? { ok: true, value: read.value } : { ok: false, problems };
}

/** The faults with their places in the text of a file. */
export function problemsOf(faults: readonly Fault[], text: string, file: string): readonly Problem[] {
  return faults.map(({ path, expected, seen, message }) => ({
    file,
    ...locateInYaml(text, path),
    path: printPath(path),
    code: 'rule',
    expected,
    seen,
    message,
  }));
}

/** Files below `folder/<area>/`; the loose files of the folder itself (requirements.yaml) are no scenarios. */
async function scenarioFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name) && relative(folder, entry.parentPath) !== '')
    .map((entry) => join(entry.parentPath, entry.name));
}

function areaRank(scenario: Scenario): number {
  return SCENARIO_AREAS.findIndex((area) => area === scenario.area);
}

function byAreaThenId(a: Scenario, b: Scenario): number {
  return areaRank(a) - areaRank(b) || (a.id < b.id ? -1 : 1);
}

/**
 * Every scenario of the folder, by area in the order of the documentation, then by id. One wrong file refuses the whole
 * folder, with the problems of all files: a suite that silently lost a scenario would prove less than it says.
 */
export async function loadScenarios(library: ScenarioLibrary): Promise<Loading<readonly Scenario[]>> {
  const folder = library.folder ?? BUNDLED_SCENARIOS;
  const scenarios: Scenario[] = [];
  const problems: Problem[] = [];
  for (const file of (await scenarioFiles(folder)).toSorted()) {
    const id = relative(folder, file)
      .replace(/\.ya?ml$/, '')
      .split(sep)
      .join('/');
    const text = await readTextFile(file);
    const read = text.ok ? readScenario(text.value, { id, file }, library) : text;
    if (read.ok) scenarios.push(read.value);
    else problems.push(...read.problems);
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: scenarios.toSorted(byAreaThenId) };
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Translate } from '../../messages/index.ts';
import { CatalogueFileError, readCatalogueFile } from '../../mev3/catalogue/catalogue-file.ts';
import { createCatalogue } from '../../mev3/catalogue/create-catalogue.ts';
import { createKernel } from '../../mev3/create-kernel.ts';
import type { Catalogue } from '../../mev3/kernel.ts';
import { unsaidByDriver } from '../drivers/adt-unsaid.ts';
import { readConnectorFile } from '../drivers/connector-file.ts';
import type { InputText, OwnRules, RunJudge } from '../evidence/judge-again.ts';
import { judgeAttempt } from '../judge/judge-attempt.ts';
import type { AttemptInput } from '../judge/judge-attempt.ts';
import { OBSERVATION_TIMING, observedHistory } from '../model/observation.ts';
import type { ObservedHistory } from '../model/observation.ts';
import type { SkipReason } from '../model/verdict.ts';
import { readYaml } from '../model/yaml-document.ts';
import type { Report } from '../model/report.ts';
import type { Scenario } from '../model/scenario.ts';
import { BUNDLED_REQUIREMENTS } from '../runner/load-requirements.ts';
import { BUNDLED_OBSERVATION, asScenario, readObservation } from '../runner/load-observation.ts';
import { BUNDLED_SCENARIOS, readScenario } from '../runner/load-scenarios.ts';
import { isBundledCatalogue } from './config.ts';
import { productVersion } from './product-version.ts';
import { problemsError } from './problems.ts';
import { loadRequirementTable } from './scenario-library.ts';
import type { Library } from './scenario-library.ts';

/** What a verdict depends on besides the run: a change of any file here makes other rules. */
const JUDGING = [
  'harness/hospital',
  'harness/judge',
  'harness/model',
  'harness/report',
  'mev3',
  'messages',
  'scenarios',
];

interface PackLibrary {
  readonly requirements: Library['requirements'];
  readonly scenario: RunJudge['scenario'];
}

/** The rules of this rorkit, with which evidence packs are made and verified. */
export async function ownRules(t: Translate): Promise<OwnRules> {
  const requirements = await loadRequirementTable(t);
  const library = { requirements, scenario: scenarioReader(requirements, t) };
  const digest = createHash('sha256').update(readFileSync(BUNDLED_REQUIREMENTS)).digest('hex');
  return {
    rules: { rorkit: productVersion(), requirements: digest, code: codeDigest() },
    open: (header, input) => openJudge(header, input, library),
  };
}

/** Reads a bundled scenario when a run names it, once: a run has some of them, and reading all takes half a second. */
function scenarioReader(requirements: Library['requirements'], t: Translate): RunJudge['scenario'] {
  // Only a file that was listed is opened, whatever path a pack gives for an id.
  const listed = new Set(readdirSync(BUNDLED_SCENARIOS, { recursive: true, encoding: 'utf8' }));
  const known = new Map<string, Scenario>();
  return (id) => {
    const history = observedHistory(id);
    if (history !== undefined) return observation(history, t);
    const name = `${id.split('/').join(sep)}.yaml`;
    if (!listed.has(name)) return undefined;
    const scenario = known.get(id) ?? read(join(BUNDLED_SCENARIOS, name), id);
    known.set(id, scenario);
    return scenario;
  };
  function read(file: string, id: string): Scenario {
    const reading = readScenario(readFileSync(file, 'utf8'), { id, file }, { requirements });
    if (!reading.ok) throw problemsError(reading.problems, t);
    return reading.value;
  }
}

/** The sheet by which an observation is judged. */
function observation(history: ObservedHistory, t: Translate): Scenario {
  const reading = readObservation(readFileSync(BUNDLED_OBSERVATION, 'utf8'), BUNDLED_OBSERVATION);
  if (!reading.ok) throw problemsError(reading.problems, t);
  return asScenario(reading.value, history);
}

function codeDigest(): string {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const hash = createHash('sha256');
  for (const folder of JUDGING) {
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
    for (const file of files) {
      const name = file.slice(root.length).replaceAll('\\', '/');
      hash.update(`${name}\n${createHash('sha256').update(readFileSync(file)).digest('hex')}\n`);
    }
  }
  return hash.digest('hex');
}

function openJudge(
  header: Report['header'],
  input: (role: string) => InputText | null,
  library: PackLibrary,
): RunJudge | null {
  const catalogue = catalogueOf(header, input('catalogue'));
  const driven = header.observed === undefined ? drivenBy(input('connector')) : NOT_DRIVEN;
  if (catalogue === null || driven === null) return null;
  const fixed = {
    kernel: createKernel({ catalogue }),
    requirements: library.requirements,
    strict: header.strict,
    timing: driven.timing,
    notClaimed: driven.notClaimed,
  };
  return {
    requirements: library.requirements,
    scenario: library.scenario,
    judge: ({ trouble, ...attempt }) =>
      judgeAttempt({
        ...attempt,
        ...(trouble === null ? {} : { trouble }),
        ...fixed,
        unsaid: driven.unsaid(attempt.scenario),
      }),
  };
}

/** What the connector file adds to the rules. */
interface Driven extends Required<Pick<AttemptInput, 'timing' | 'notClaimed'>> {
  unsaid(scenario: Scenario): SkipReason | null;
}

const NOT_DRIVEN: Driven = { timing: OBSERVATION_TIMING, notClaimed: new Set(), unsaid: () => null };

function drivenBy(connector: InputText | null): Driven | null {
  if (connector === null) return null;
  const reading = readConnectorFile(connector.text, connector.file);
  if (!reading.ok) return null;
  const { timing, capabilities } = reading.value;
  return {
    timing,
    notClaimed: new Set(capabilities.notClaimed),
    unsaid: (scenario) => unsaidByDriver(reading.value, scenario),
  };
}

/** The list of indicators that the run used; null when it is not there as the run names it. */
function catalogueOf({ catalogue }: Report['header'], file: InputText | null): Catalogue | null {
  const found = file === null ? bundled(catalogue.name) : own(file);
  return found?.digest === catalogue.digest ? found : null;
}

function bundled(name: string): Catalogue | null {
  return isBundledCatalogue(name) ? createCatalogue(name) : null;
}

function own({ file, text }: InputText): Catalogue | null {
  const reading = readYaml(text, z.unknown(), file);
  if (!reading.ok) return null;
  try {
    return readCatalogueFile(reading.value);
  } catch (error) {
    if (error instanceof CatalogueFileError) return null;
    throw error;
  }
}

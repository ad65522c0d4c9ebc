import { createHash } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Translate } from '../../messages/index.ts';
import { readConnectorFile } from '../drivers/connector-file.ts';
import { connectorPartsProblems } from '../drivers/connector-parts.ts';
import type { ConnectorFile } from '../drivers/connector-schema.ts';
import { startsIt } from '../drivers/connector-schema.ts';
import type { ScenarioTag } from '../model/scenario-tags.ts';
import { newSeed } from '../runner/seeded.ts';
import type { AttestationsFile } from './attestations-file.ts';
import { readAttestations } from './attestations-file.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './command.ts';
import type { Config } from './config.ts';
import { isBundledCatalogue, loadConfig } from './config.ts';
import { failedScenarios } from './failed-scenarios.ts';
import type { Narrowing, Shard } from './narrow-scenarios.ts';
import { problemsError } from './problems.ts';
import { readInput } from './read-input.ts';
import { shownPath } from './shown-path.ts';

/** The flags of `rorkit run`, as commander gives them. */
export interface RunFlags {
  readonly config?: string;
  readonly connector?: string;
  readonly reports?: string;
  readonly strict?: true;
  readonly json?: true;
  readonly catalogue?: string;
  readonly set?: ReadonlyMap<string, string>;
  readonly seed?: string;
  readonly seedFile?: string;
  readonly bail?: true;
  readonly lanes?: number;
  readonly mock?: string;
  readonly mockTokenFile?: string;
  readonly pki?: string;
  readonly grep?: RegExp;
  readonly area?: readonly string[];
  readonly tag?: readonly ScenarioTag[];
  readonly rerun?: 'failed';
  readonly repeat?: number;
  readonly shard?: Shard;
  readonly expectedFailures?: string;
  readonly attestations?: string;
  readonly scenarioTimeout?: number;
  readonly runTimeout?: number;
}

/** A connector file with where it stands. */
export interface LoadedConnector {
  readonly path: string;
  /** As reports name it: relative to the working folder when it is inside. */
  readonly shownPath: string;
  readonly folder: string;
  readonly text: string;
  /** SHA-256 of the file, lower-case hex. */
  readonly digest: string;
  readonly file: ConnectorFile;
}

/** What one run is to do. */
export interface RunRequest {
  /** Configuration and flags together, paths absolute. */
  readonly config: Config;
  readonly names: readonly string[];
  readonly connector: LoadedConnector;
  readonly seed: string;
  readonly bail: boolean;
  /** How often each scenario is run. */
  readonly repeat: number;
  /** Which of the scenarios named are run. */
  readonly narrow: Narrowing;
  /** Absolute path of the file of expected failures; null without. */
  readonly expectedFailures: string | null;
  /** What persons attest before the run; null without. */
  readonly attestations: AttestationsFile | null;
  readonly json: boolean;
  readonly remote: { readonly url: string; readonly token: string } | null;
  /** Absolute path of the file of the user's own establishments and units; null: the mock has its own. */
  readonly seedFile: string | null;
}

/** Longest seed, in UTF-16 units; the configuration has the same limit. */
const MAX_SEED_CHARS = 64;

const BUNDLED_CONNECTOR = fileURLToPath(new URL('../../examples/reference-connector/connector.yaml', import.meta.url));

/** Flags win over the configuration, the configuration over the defaults. @throws CliError */
export function readRequest(names: readonly string[], flags: RunFlags, context: CliContext): RunRequest {
  const { cwd, t } = context;
  assertSeed(flags.seed, t);
  const config = overridden(loadConfig(flags.config, context), flags, cwd);
  const remote = readRemote(flags, context);
  const connector = loadConnector(config.connector ?? BUNDLED_CONNECTOR, context);
  const rerun = flags.rerun === undefined ? null : failedScenarios(config.data, context);
  assertDrivable(connector, { lanes: config.lanes, isRemote: remote !== null }, t);
  return {
    config,
    names: names.length > 0 ? names : config.scenarios,
    connector,
    seed: config.seed ?? rerun?.seed ?? newSeed(),
    ...chosenBy(flags, rerun),
    expectedFailures: config.expectedFailures,
    attestations: flags.attestations === undefined ? null : readAttestations(resolve(cwd, flags.attestations), t),
    remote,
    seedFile: seedFileOf(flags, context),
  };
}

/** A mock that runs already has its data. @throws CliError */
function seedFileOf({ seedFile, mock }: RunFlags, { cwd, t }: CliContext): string | null {
  if (seedFile === undefined) return null;
  if (mock === undefined) return resolve(cwd, seedFile);
  throw new CliError({ code: 'cli.usage', message: t('cli.seed-file-mock'), hint: t('cli.seed-file-mock-hint') });
}

/** What the flags alone say. */
function chosenBy(
  { bail, repeat = 1, grep, area = [], tag = [], shard, json }: RunFlags,
  rerun: Narrowing['rerun'],
): Pick<RunRequest, 'bail' | 'repeat' | 'narrow' | 'json'> {
  const narrow = { grep: grep ?? null, areas: area, tags: tag, rerun, shard: shard ?? null };
  return { bail: bail === true, repeat, narrow, json: json === true };
}

/** One that goes on running has addresses of its own; one that runs already must know the mock before the run starts. */
function assertDrivable(
  { file, shownPath: path }: LoadedConnector,
  { lanes, isRemote }: { readonly lanes: number; readonly isRemote: boolean },
  t: Translate,
): void {
  const refuse = (id: 'cli.connector-one-lane' | 'cli.connector-needs-mock', hint: string): never => {
    throw new CliError({ code: 'cli.usage', message: t(id, { path }), hint });
  };
  if (isRemote && lanes !== 1) throw new CliError({ code: 'cli.usage', message: t('cli.mock-one-lane') });
  if (!startsIt(file) && !isRemote) refuse('cli.connector-needs-mock', t('cli.connector-needs-mock-hint'));
  if (lanes > 1 && (file.start !== undefined || file.stimulus.driver !== 'command'))
    refuse('cli.connector-one-lane', t('cli.connector-one-lane-hint'));
}

/** As in the configuration: an empty one, often a variable that is not set, would repeat nothing that was meant. */
function assertSeed(seed: string | undefined, t: Translate): void {
  if (seed === undefined || (seed !== '' && seed.length <= MAX_SEED_CHARS)) return;
  const seen = seed === '' ? '""' : String(seed.length);
  throw new CliError({ code: 'cli.usage', message: t('cli.bad-seed', { seen }) });
}

/** The configuration with what the flags say instead; their paths start in the working folder. */
function overridden(config: Config, flags: RunFlags, cwd: string): Config {
  const { connector, reports, pki, catalogue, strict, lanes, seed, expectedFailures } = flags;
  const { scenarioMs, runMs } = config.deadlines;
  const paths = Object.entries({ connector, reports, pki, catalogue, expectedFailures }).flatMap(([name, path]) => {
    const isName = name === 'catalogue' && path !== undefined && isBundledCatalogue(path);
    return path === undefined ? [] : [[name, isName ? path : resolve(cwd, path)] as const];
  });
  const values = Object.entries({ strict, lanes, seed }).filter(([, value]) => value !== undefined);
  return {
    ...config,
    ...Object.fromEntries([...paths, ...values]),
    settings: { ...config.settings, ...Object.fromEntries(flags.set ?? []) },
    deadlines: { scenarioMs: flags.scenarioTimeout ?? scenarioMs, runMs: flags.runTimeout ?? runMs },
  };
}

function loadConnector(path: string, { cwd, env, t }: CliContext): LoadedConnector {
  const text = readInput(path, t);
  const reading = readConnectorFile(text, path);
  if (!reading.ok) throw problemsError(reading.problems, t);
  const parts = { file: reading.value, text, name: path, folder: dirname(path), environment: env };
  const problems = connectorPartsProblems(parts);
  if (problems.length > 0) throw problemsError(problems, t);
  const digest = createHash('sha256').update(text).digest('hex');
  return { path, shownPath: shownPath(path, cwd), folder: dirname(path), text, digest, file: reading.value };
}

/** The mock that runs already, as the flags name it; null for one of our own. @throws CliError */
export function readRemote(
  flags: Pick<RunFlags, 'mock' | 'mockTokenFile'>,
  { cwd, t }: CliContext,
): RunRequest['remote'] {
  if (flags.mock === undefined) return null;
  if (!isHttp(flags.mock)) {
    throw new CliError({ code: 'cli.usage', message: t('cli.mock-bad-url', { seen: flags.mock }) });
  }
  if (flags.mockTokenFile === undefined) {
    throw new CliError({ code: 'cli.usage', message: t('cli.mock-token-missing') });
  }
  return { url: flags.mock, token: readInput(resolve(cwd, flags.mockTokenFile), t).trim() };
}

function isHttp(address: string): boolean {
  return /^https?:$/.test(URL.parse(address)?.protocol ?? '');
}

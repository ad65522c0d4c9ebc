import path from 'node:path';
import type { MockOptions } from './mock-start.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './command.ts';
import type { Config } from './config.ts';
import { loadConfig } from './config.ts';
import { readRemote } from './run-request.ts';
import type { RunRequest } from './run-request.ts';

/** The flags of `rorkit observe`, as commander gives them: those of the mock it starts, and its own. */
export interface ObserveFlags extends MockOptions {
  readonly config?: string;
  readonly for?: number;
  readonly untilQuiet?: number;
  readonly atMost?: number;
  readonly name?: string;
  readonly reports?: string;
  readonly strict?: true;
  readonly json?: true;
  readonly mock?: string;
  readonly mockTokenFile?: string;
}

/** What one observation is to do. */
export interface ObserveRequest {
  /** How the mock of its own is started. */
  readonly mock: MockOptions;
  /** The mock that runs already; null for one of its own. */
  readonly remote: RunRequest['remote'];
  /** Data folder, product and the like; flags win. */
  readonly config: Pick<Config, 'data' | 'reports' | 'strict' | 'product' | 'file'>;
  readonly forMs: number | null;
  readonly quietMs: number | null;
  readonly atMost: number;
  /** Null when the user gave none. */
  readonly name: string | null;
  readonly json: boolean;
}

/** Its reports are not to take the place of those of a run. */
const REPORTS_FOLDER = 'observation';

const DEFAULT_AT_MOST = 5_000;

/** What was asked for: flags win over the configuration. @throws CliError for flags that do not go together, and for a wrong file */
export function readObserveRequest(
  flags: ObserveFlags,
  given: ReadonlySet<string>,
  context: CliContext,
): ObserveRequest {
  const { cwd, t } = context;
  const remote = readRemote(flags, context);
  const clash = remote === null ? undefined : ONLY_OWN_MOCK.find((name) => given.has(name));
  if (clash !== undefined) {
    const option = `--${clash.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw new CliError({ code: 'cli.usage', message: t('observe.only-own-mock', { option }) });
  }
  const { data, reports, strict, product, file } = loadConfig(flags.config, context);
  return {
    mock: flags,
    remote,
    config: {
      data,
      reports: flags.reports === undefined ? path.join(reports, REPORTS_FOLDER) : path.resolve(cwd, flags.reports),
      strict: flags.strict ?? strict,
      product,
      file,
    },
    forMs: flags.for ?? null,
    quietMs: flags.untilQuiet ?? null,
    atMost: flags.atMost ?? DEFAULT_AT_MOST,
    name: flags.name ?? null,
    json: flags.json === true,
  };
}

/** What says how a mock is started means nothing for one that runs. The catalogue is that of the judgement, too. */
const ONLY_OWN_MOCK = [
  'port',
  'listen',
  'publicHost',
  'pki',
  'participants',
  'trustCa',
  'set',
  'seed',
  'seedSize',
  'seedFile',
] as const;

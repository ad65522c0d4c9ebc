import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Pki } from '../../certs/pki.ts';
import type { Kernel } from '../../mev3/kernel.ts';
import type { MockDescription, MockRor, SettingValue } from '../../mock-server/index.ts';
import { connectMockRor, settingFromText, startMockRor } from '../../mock-server/index.ts';
import { resetOf } from '../drivers/connector-schema.ts';
import { createDriver } from '../drivers/create-driver.ts';
import type { Operator } from '../drivers/operator.ts';
import type { Lane } from '../runner/lane.ts';
import { UsableUnits } from '../runner/usable-units.ts';
import { readWorldFacts } from '../runner/world-facts.ts';
import type { RunStore } from '../store/run-store.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './command.ts';
import { errorCode } from './read-input.ts';
import type { RunRequest } from './run-request.ts';
import { loadSeedFile } from './seed-file.ts';

/** What all lanes of a run share. */
export interface LaneSetup {
  readonly request: RunRequest;
  readonly context: CliContext;
  readonly pki: Pki;
  readonly kernel: Kernel;
  readonly store: RunStore;
  /** Ends what the connector runs when it is aborted. */
  readonly signal: AbortSignal;
  /** Who works the product by hand; null when nobody does. */
  readonly operator: Operator | null;
}

/** Lanes that listen, with what their mock says of itself. */
export interface OpenLanes {
  readonly lanes: readonly Lane[];
  readonly description: MockDescription;
  close(): Promise<void>;
}

/** The settings asked for, with the types that the mock knows. @throws MockRorError for an unknown name or value */
export function typedSettings(settings: RunRequest['config']['settings']): Record<string, SettingValue> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, settingFromText(name, String(value))]),
  );
}

/** Opens every lane, or none: when one cannot be opened the others are closed again. */
export async function openLanes(setup: LaneSetup): Promise<OpenLanes> {
  const mocks: MockRor[] = [];
  const lanes: Lane[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(lanes.map(({ driver }) => (driver.close === undefined ? driver.end() : driver.close())));
    await Promise.all(mocks.map((mock) => mock.close()));
    for (const { stateDir } of lanes) removeState(stateDir, setup.context);
  };
  try {
    for (let number = 1; number <= setup.request.config.lanes; number++) {
      const mock = await openMock(number, setup);
      mocks.push(mock);
      lanes.push(await openLane(number, mock, setup));
    }
    const [first] = mocks;
    if (first === undefined) throw new Error('a run has at least one lane');
    const description = await first.describe();
    assertSameCatalogue(description, setup);
    return { lanes, description, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The connector may have kept tokens and received records there: none of it outlives the run. */
function removeState(stateDir: string, { err, t }: CliContext): void {
  try {
    rmSync(stateDir, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    // Said, but no reason to lose the verdict.
    err(`rorkit: ${t('cli.state-left', { path: stateDir, reason: errorCode(error) })}\n`);
  }
}

async function openMock(number: number, { request, pki, kernel, store, context }: LaneSetup): Promise<MockRor> {
  if (request.remote !== null) return connectMockRor(request.remote.url, request.remote.token);
  const dataDir = join(store.laneFolder(number), 'mock');
  return startMockRor({
    pki,
    kernel,
    dataDir,
    keepSigningKey: false,
    settings: typedSettings(request.config.settings),
    ...(request.seedFile === null ? {} : { seed: await loadSeedFile(request.seedFile, context.t) }),
  });
}

async function openLane(number: number, mock: MockRor, setup: LaneSetup): Promise<Lane> {
  const { request, pki, store, signal, context } = setup;
  const facts = await readWorldFacts(mock, pki);
  if (!facts.credentials.some((credential) => credential.role === 'supplier')) {
    throw new CliError({ code: 'cli.no-credential', message: context.t('cli.no-credential', { dir: pki.dir }) });
  }
  const { file, folder } = request.connector;
  return {
    number,
    mock,
    driver: createDriver({
      file,
      folder,
      inherited: context.env,
      traffic: mock,
      interrupted: signal,
      ...(setup.operator === null ? {} : { operator: setup.operator }),
    }),
    facts,
    hasOwnSeed: request.seedFile !== null,
    usable: new UsableUnits({ units: Object.keys(file.mapping.units), forgets: resetOf(file) !== 'none' }),
    stateDir: join(store.laneFolder(number), 'connector', 'state'),
    // A mock of our own starts with them and keeps them over a reset.
    settings: request.remote === null ? {} : typedSettings(request.config.settings),
  };
}

/** Checks judge by our catalogue what the mock answered by its own: both must be the same. */
function assertSameCatalogue(description: MockDescription, { request, kernel, context }: LaneSetup): void {
  if (description.catalogue.digest === kernel.catalogue.digest) return;
  const message = context.t('cli.catalogue-differs', {
    url: request.remote?.url ?? '',
    theirs: `${description.catalogue.name} (${description.catalogue.digest.slice(0, 12)})`,
    ours: `${kernel.catalogue.name} (${kernel.catalogue.digest.slice(0, 12)})`,
  });
  throw new CliError({ code: 'cli.catalogue-differs', message, hint: context.t('cli.catalogue-differs-hint') });
}

import { resolve } from 'node:path';
import type { DriverOptions } from './channel.ts';
import type { ConnectorRun, Trouble } from './connector-run.ts';
import { resolveCommand, resultOfExit } from './connector-run.ts';
import type { ConnectorFile } from './connector-schema.ts';
import type { ConnectorWorld } from './driver.ts';
import { connectorEnvironment } from './environment.ts';
import { runToEnd } from './one-shot.ts';
import { OutputLog } from './output-log.ts';
import { Service } from './service.ts';
import type { CommandStimulus } from './stimulus-schema.ts';
import { emptyState, writeWorld } from './world-files.ts';

/** How long one that is ready is watched for ending by itself, in ms. */
const SETTLE_MS = 500;

/**
 * Starts what a connector file says and ends it again, without a stimulus: what keeps it from being driven, else null. A
 * `firstToken` is not waited for; a command is started with an empty stdin.
 */
export async function tryToStart(
  options: DriverOptions,
  world: ConnectorWorld,
  logFile: string,
): Promise<Trouble | null> {
  const { file } = options;
  emptyState(world.stateDir);
  const log = new OutputLog(logFile, file.output.maxBytes);
  try {
    if (file.start !== undefined) return await tryService({ ...options, file: withoutToken(file) }, world, log);
    if (file.stimulus.driver !== 'command') return null;
    return await tryCommand(file.stimulus, { ...options, world, log });
  } finally {
    log.close();
  }
}

async function tryService(options: DriverOptions, world: ConnectorWorld, log: OutputLog): Promise<Trouble | null> {
  const service = new Service(options);
  service.logTo(log);
  try {
    const trouble = await service.start(world);
    if (trouble === null) await service.endedWithin(SETTLE_MS);
    return trouble ?? (await service.lost());
  } finally {
    await service.stop();
  }
}

/** Whether it asks for a token is for the run to see. */
function withoutToken({ ready, ...file }: ConnectorFile): ConnectorFile {
  return ready === undefined || ready.firstToken === true ? file : { ...file, ready };
}

async function tryCommand(
  { command: argv, cwd: folder }: CommandStimulus,
  options: DriverOptions & { readonly world: ConnectorWorld; readonly log: OutputLog },
): Promise<Trouble | null> {
  const { file, world, log, inherited, interrupted } = options;
  const cwd = resolve(options.folder, folder);
  const configFile = writeWorld(world, world.stateDir);
  const run: ConnectorRun = {
    file,
    cwd,
    command: resolveCommand(argv, cwd),
    environment: connectorEnvironment({ world, configFile, settings: file.environment, inherited }),
    log,
    interrupted,
  };
  const { exit, trouble } = await runToEnd(run, run.command, '');
  if (trouble !== null) return trouble;
  if (resultOfExit(exit) !== 'abnormal') return null;
  return { code: 'ends-abnormally', detail: exit.signal ?? `exit ${exit.exitCode ?? '?'}` };
}

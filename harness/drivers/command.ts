import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { makePrivateFolder } from '../../certs/private-folder.ts';
import type { Stimulus } from '../model/check.ts';
import type { ConnectorRun, Trouble } from './connector-run.ts';
import { resolveCommand } from './connector-run.ts';
import type { ConnectorFile } from './connector-schema.ts';
import type { ConnectorWorld, Driver, StimulusResult } from './driver.ts';
import { connectorEnvironment } from './environment.ts';
import { LineSession } from './line-session.ts';
import { deliverByProcess, runToEnd } from './one-shot.ts';
import { OutputLog } from './output-log.ts';

/** What the `command` driver needs. */
export interface CommandDriverOptions {
  readonly file: ConnectorFile;
  /** Absolute folder of the connector file: relative paths in it start here. */
  readonly folder: string;
  /** The environment of rorkit itself, from which named variables pass through. */
  readonly inherited: Readonly<Record<string, string | undefined>>;
  /** Aborted when the run is interrupted: what runs is ended. */
  readonly interrupted: AbortSignal;
}

/** Drives a connector that is a command: one process a stimulus, or one a scenario (contract §7). */
export function createCommandDriver(options: CommandDriverOptions): Driver {
  return new CommandDriver(options);
}

class CommandDriver implements Driver {
  readonly name = 'command';
  readonly #options: CommandDriverOptions;
  #run: ConnectorRun | null = null;
  #session: LineSession | null = null;
  #resetTrouble: Trouble | null = null;
  #power = new AbortController();

  constructor(options: CommandDriverOptions) {
    this.#options = options;
  }

  async begin(world: ConnectorWorld, logFile: string): Promise<void> {
    await this.end();
    emptyState(world.stateDir);
    this.#run = this.#prepare(world, new OutputLog(logFile, this.#options.file.output.maxBytes));
    this.#resetTrouble = await this.#reset(this.#run);
  }

  async restart(world: ConnectorWorld): Promise<void> {
    const run = this.#run;
    if (run === null) throw new Error('restart before begin');
    await this.#endSession();
    run.log.note('restarted');
    this.#run = this.#prepare(world, run.log);
  }

  kill(): void {
    this.#power.abort();
  }

  async deliver(stimulus: Stimulus): Promise<StimulusResult> {
    const run = this.#run;
    if (run === null) throw new Error('deliver before begin');
    if (this.#resetTrouble !== null) return notDelivered(this.#resetTrouble);
    run.log.restartCount();
    run.log.note(`stimulus ${stimulus.id}: ${stimulus.kind}`);
    const result = await this.#drive(run, stimulus);
    run.log.note(`stimulus ${stimulus.id}: ${describe(result)}`);
    return result;
  }

  async end(): Promise<void> {
    const run = this.#run;
    this.#run = null;
    await this.#endSession();
    run?.log.close();
  }

  async #endSession(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.end();
  }

  #prepare(world: ConnectorWorld, log: OutputLog): ConnectorRun {
    const { file, folder, inherited, interrupted } = this.#options;
    const configFile = writeWorld(world);
    const cwd = resolve(folder, file.stimulus.cwd);
    this.#power = new AbortController();
    return {
      file,
      cwd,
      command: resolveCommand(file.stimulus.command, cwd),
      environment: connectorEnvironment({ world, configFile, settings: file.environment, inherited }),
      log,
      interrupted: AbortSignal.any([interrupted, this.#power.signal]),
    };
  }

  #drive(run: ConnectorRun, stimulus: Stimulus): Promise<StimulusResult> {
    if (run.file.lifetime === 'stimulus') return deliverByProcess(run, stimulus);
    this.#session ??= new LineSession(run);
    return this.#session.deliver(stimulus);
  }

  async #reset(run: ConnectorRun): Promise<Trouble | null> {
    if (run.file.reset === 'state-dir') return null;
    const command = resolveCommand(run.file.reset.command, run.cwd);
    const { exit, trouble } = await runToEnd(run, command, '');
    if (trouble !== null) return trouble;
    if (exit.exitCode === 0) return null;
    return { code: 'cannot-reset', detail: `${command[0] ?? ''}: exit ${exit.exitCode ?? exit.signal ?? '?'}` };
  }
}

/** So that the connector starts with nothing of before. */
function emptyState(stateDir: string): void {
  rmSync(stateDir, { recursive: true, force: true });
  makePrivateFolder(stateDir);
}

/** Writes `ROR_CONFIG_FILE` beside the state folder. */
function writeWorld(world: ConnectorWorld): string {
  const configFile = join(dirname(world.stateDir), 'connector-config.json');
  writeFileSync(configFile, `${JSON.stringify(world, null, 2)}\n`, { mode: 0o600 });
  return configFile;
}

function notDelivered(trouble: Trouble): StimulusResult {
  return { result: 'abnormal', exitCode: null, signal: null, timedOut: false, durationMs: 0, trouble };
}

function describe(result: StimulusResult): string {
  const how = result.trouble?.code ?? result.signal ?? (result.exitCode === null ? '' : `exit ${result.exitCode}`);
  return `${result.result}${how === '' ? '' : ` (${how})`} after ${result.durationMs} ms`;
}

import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { makePrivateFolder } from '../../certs/private-folder.ts';
import type { DriverOptions } from './channel.ts';
import type { ConnectorRun, Trouble } from './connector-run.ts';
import { resolveCommand, startTree } from './connector-run.ts';
import type { ConnectorFile } from './connector-schema.ts';
import type { ConnectorWorld } from './driver.ts';
import { connectorEnvironment } from './environment.ts';
import type { OutputLog } from './output-log.ts';
import { becomesReady } from './ready.ts';
import type { RunningInstance } from './running-instance.ts';
import { onlyInstance } from './running-instance.ts';
import type { Started } from './started.ts';
import { LineWatch, endWords } from './started.ts';
import { writeWorld } from './world-files.ts';

/** The connector's processes that go on running: started, awaited, ended with all that they started (`start`, `ready`, `stop`). */
export class Service {
  readonly #options: DriverOptions;
  #log: OutputLog | null = null;
  #started: Started[] = [];
  #credentials: ConnectorWorld['credentials'] = [];

  constructor(options: DriverOptions) {
    this.#options = options;
  }

  /** True while every process of it runs, with the credentials of this world. */
  isRunningFor(world: ConnectorWorld): boolean {
    return isDeepStrictEqual(this.#credentials, world.credentials) && this.isRunning;
  }

  /** True while every process of it runs. */
  get isRunning(): boolean {
    return (
      this.#started.length > 0 && this.#started.every(({ tree }) => tree.child.exitCode === null && tree.isAlive())
    );
  }

  /** From now on its output goes there. */
  logTo(log: OutputLog): void {
    this.#log = log;
  }

  /** Starts each instance that does not run and waits until all are ready; what keeps one from it, else null. */
  async start(world: ConnectorWorld): Promise<Trouble | null> {
    const wanted = this.instances(world.stateDir);
    const missing = wanted.find(({ credential }) => !knows(world, credential));
    if (missing !== undefined) return noCredential(missing, world);
    const from = (await this.#options.traffic.journalHead()) + 1;
    this.#credentials = world.credentials;
    this.#started = wanted.map((instance) => this.#launch(instance, world));
    const troubles = await Promise.all(this.#started.map((one) => becomesReady(one, { ...this.#options, from })));
    return troubles.find((trouble) => trouble !== null) ?? null;
  }

  /** Resolves when a process of it has ended, at the latest after `ms`: its connections break before its end is known. */
  async endedWithin(ms: number): Promise<void> {
    await Promise.race([...this.#started.map(({ tree }) => tree.rootExit), delay(ms, undefined, { ref: false })]);
  }

  /** Why it runs no more; null while it runs. */
  async lost(): Promise<Trouble | null> {
    for (const { instance, tree, run } of this.#started) {
      if (tree.child.exitCode === null && tree.child.signalCode === null) continue;
      return { code: 'stopped-running', detail: endWords(instance, run, await tree.rootExit) };
    }
    return null;
  }

  /** Kills all of it at once. */
  kill(): void {
    for (const { tree } of this.#started) tree.kill();
  }

  /** Ends all of it. */
  async stop(): Promise<void> {
    const { signal, graceMs } = this.#options.file.stop;
    const started = this.#started.splice(0);
    await Promise.all(started.map(({ tree }) => tree.stop(signal, graceMs)));
  }

  /** The instances that the connector file names, or the one that stands for all of it. */
  instances(stateDir: string): readonly RunningInstance[] {
    const named = this.#options.file.start?.instances;
    if (named === undefined) return [onlyInstance(stateDir)];
    return named.map(({ name, environment, credential, establishments }) => ({
      name,
      environment,
      credential: credential ?? null,
      establishments: establishments ?? null,
      stateDir: join(stateDir, name),
    }));
  }

  #currentLog(): OutputLog {
    if (this.#log === null) throw new Error('a service is started with a log');
    return this.#log;
  }

  #launch(instance: RunningInstance, world: ConnectorWorld): Started {
    const { file, folder, inherited, interrupted } = this.#options;
    const { start, environment } = file;
    if (start === undefined) throw new Error('a connector without "start" is not launched');
    const own = worldOf(instance, world);
    makePrivateFolder(own.stateDir);
    const cwd = resolve(folder, start.cwd);
    const settings = { ...environment, set: { ...environment.set, ...instance.environment } };
    const currentLog = (): OutputLog => this.#currentLog();
    const run: ConnectorRun = {
      file,
      cwd,
      command: resolveCommand(start.command, cwd),
      environment: connectorEnvironment({
        world: own,
        configFile: writeWorld(own, world.stateDir, instance.name),
        settings,
        inherited,
      }),
      // It may live longer than the scenario that started it: each scenario has a log of its own.
      get log() {
        return currentLog();
      },
      interrupted,
    };
    const lines = new LineWatch(file.ready?.log);
    const hear = (line: string): void => lines.hear(line);
    // What it prints beyond the limit is not kept; it is not ended for that.
    const tree = startTree(run, run.command, { onLine: hear, onErrorLine: hear, onFull: () => undefined });
    return { instance, run, tree, lines };
  }
}

function knows(world: ConnectorWorld, credential: string | null): boolean {
  return credential === null || world.credentials.some(({ id }) => id === credential);
}

function noCredential({ name, credential }: RunningInstance, world: ConnectorWorld): Trouble {
  const known = world.credentials.map(({ id }) => id).join(', ');
  return { code: 'no-such-credential', detail: `${name}: ${credential ?? ''} (${known})` };
}

/** What one instance is told of the world: its own credential and establishments only. */
function worldOf({ credential, establishments, stateDir }: RunningInstance, world: ConnectorWorld): ConnectorWorld {
  return {
    ...world,
    stateDir,
    credentials: world.credentials.filter(({ id }) => credential === null || id === credential),
    establishments: world.establishments.filter(
      (one) =>
        (establishments === null || establishments.includes(one.finess)) &&
        (credential === null || one.credential === credential),
    ),
  };
}

/** True when the connector goes on running between scenarios: it is told to forget, or cannot. */
export function livesOn({ start, reset }: Pick<ConnectorFile, 'start' | 'reset'>): boolean {
  return start !== undefined && reset !== undefined && reset !== 'state-dir';
}

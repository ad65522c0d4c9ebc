import type { Stimulus } from '../model/check.ts';
import { AlarmWatch } from './alarm-watch.ts';
import type { Channel, ChannelContext, DriverOptions } from './channel.ts';
import { notDelivered } from './channel.ts';
import { openCommandChannel } from './command-channel.ts';
import type { Trouble } from './connector-run.ts';
import type { ConnectorFile } from './connector-schema.ts';
import { resetOf, startsIt } from './connector-schema.ts';
import type { ConnectorWorld, Driver, StimulusResult } from './driver.ts';
import { openHl7v2Channel } from './hl7v2-channel.ts';
import { hospitalPlan } from './adt-unsaid.ts';
import { Hospital } from '../hospital/hospital.ts';
import { dropFolder, openFileChannel } from './file-channel.ts';
import { openHttpChannel } from './http-channel.ts';
import { openManualChannel } from './manual-channel.ts';
import { OutputLog } from './output-log.ts';
import { wasRefused } from './refused-calls.ts';
import { isThere } from './ready.ts';
import { resetConnector } from './reset.ts';
import { onlyInstance } from './running-instance.ts';
import { Service, livesOn } from './service.ts';
import { emptyState, writeWorld } from './world-files.ts';

/** Drives a connector as its file says: what is started, how a stimulus reaches it, how it forgets (design §7). */
export function createDriver(options: DriverOptions): Driver {
  if (!startsIt(options.file)) return new ConnectorDriver(options);
  // What a person has not entered when it is killed is never entered: no fault of the connector.
  return options.file.stimulus.driver === 'manual' ? new RestartingDriver(options) : new StartedDriver(options);
}

/** How long the end of a process is waited for whose connection broke, in ms. */
const LAST_BREATH_MS = 500;

class ConnectorDriver implements Driver {
  readonly name: string;
  readonly keepsRunning: boolean;
  readonly outlivesScenarios: boolean;
  protected readonly service: Service | null;
  protected channel: Channel | null = null;
  /** Ways to the connector before it was started again: what was not fetched yet is taken back at the end. */
  protected rested: Channel[] = [];
  protected wasKilled = false;
  /** What keeps the connector from being driven: said when it is to be. */
  protected trouble: Trouble | null = null;
  readonly #options: DriverOptions;
  /** Of the scenario that runs, and of a service that lives on after it. */
  #log: OutputLog | null = null;
  /** The patients of the scenario that runs; they outlive a restart of the connector. */
  #hospital: Hospital | null = null;

  constructor(options: DriverOptions) {
    this.#options = options;
    const { start, stimulus } = options.file;
    this.name = stimulus.driver;
    this.keepsRunning = start !== undefined || stimulus.driver !== 'command';
    this.outlivesScenarios = livesOn(options.file) || !startsIt(options.file);
    this.service = start === undefined ? null : new Service(options);
  }

  async begin(world: ConnectorWorld, logFile: string): Promise<void> {
    await this.end();
    const before = this.#log;
    this.#log = new OutputLog(logFile, this.#options.file.output.maxBytes);
    this.service?.logTo(this.#log);
    before?.close();
    if (this.service?.isRunningFor(world) !== true) {
      await this.service?.stop();
      emptyState(world.stateDir);
    }
    this.#hospital = null;
    this.trouble = await this.open(world, 'forget');
  }

  async deliver(stimulus: Stimulus): Promise<StimulusResult> {
    const [channel, log] = [this.channel, this.#log];
    if (channel === null || log === null) throw new Error('deliver before begin');
    const trouble = this.trouble ?? (await this.service?.lost()) ?? null;
    if (trouble !== null) return notDelivered(trouble);
    log.restartCount();
    log.note(`stimulus ${stimulus.id}: ${stimulus.kind}`);
    const { reporting } = this.#options.file;
    const alarm = reporting === undefined ? null : new AlarmWatch(reporting, log, this.#options.folder);
    const asked = { startedMs: performance.now(), from: alarm === null ? 0 : await this.#nextSeq() };
    const delivered = await this.#completed(await channel.deliver(stimulus));
    const result = alarm === null ? delivered : { ...delivered, reported: await this.#alarmed(alarm, asked) };
    log.note(`stimulus ${stimulus.id}: ${describe(result)}`);
    return result;
  }

  async end(): Promise<void> {
    await this.#endChannel();
    if (!livesOn(this.#options.file)) await this.#endService();
  }

  async close(): Promise<void> {
    await this.#endChannel();
    await this.#endService();
  }

  /** Writes the world, starts what does not run, and opens the way to it; what keeps it from being driven, else null. */
  protected async open(world: ConnectorWorld, reset: 'forget' | 'remember'): Promise<Trouble | null> {
    const { file } = this.#options;
    if (this.#log === null) throw new Error('open before begin');
    const context: ChannelContext = {
      ...this.#options,
      world,
      configFile: writeWorld(world, world.stateDir),
      log: this.#log,
      instances: this.service?.instances(world.stateDir) ?? [onlyInstance(world.stateDir)],
    };
    this.channel = this.#openChannel(context);
    this.wasKilled = false;
    makeDropFolders(context);
    const away = this.service === null ? await isThere(context) : await this.#start(this.service, world);
    return away ?? (reset === 'forget' ? await resetConnector(resetOf(file), context) : null);
  }

  protected note(text: string): void {
    this.#log?.note(text);
  }

  #openChannel(context: ChannelContext): Channel {
    const { stimulus } = context.file;
    if (stimulus.driver !== 'hl7v2') return openChannel(stimulus, context);
    this.#hospital ??= new Hospital(hospitalPlan(stimulus));
    return openHl7v2Channel(stimulus, context, this.#hospital);
  }

  async #start(service: Service, world: ConnectorWorld): Promise<Trouble | null> {
    return service.isRunning ? null : service.start(world);
  }

  async #nextSeq(): Promise<number> {
    return (await this.#options.traffic.journalHead()) + 1;
  }

  /** Only where something was refused does a line have to come: then it is waited for until the deadline. */
  async #alarmed(
    alarm: AlarmWatch,
    { startedMs, from }: { readonly startedMs: number; readonly from: number },
  ): Promise<NonNullable<StimulusResult['reported']>> {
    const { file, traffic, interrupted } = this.#options;
    const { quietMs, deadlineMs } = file.timing;
    const isOwed = await wasRefused(traffic, from);
    const leftMs = deadlineMs - (performance.now() - startedMs);
    return alarm.result(isOwed ? Math.max(quietMs, leftMs) : quietMs, interrupted);
  }

  /** What became of the connector meanwhile explains more than what the way to it saw. */
  async #completed(result: StimulusResult): Promise<StimulusResult> {
    if (this.wasKilled) return this.#killed(result);
    if (this.service === null) return result;
    if (result.trouble !== null) await this.service.endedWithin(LAST_BREATH_MS);
    return { ...result, trouble: (await this.service.lost()) ?? result.trouble };
  }

  /** A process that was killed, or a call without an answer, took nothing over; what was answered before stands. */
  #killed(result: StimulusResult): StimulusResult {
    const unacknowledged = result.result === 'abnormal' || result.trouble !== null;
    if (this.service === null) return { ...result, unacknowledged };
    return { ...result, result: 'abnormal', signal: 'SIGKILL', trouble: null, unacknowledged };
  }

  async #endChannel(): Promise<void> {
    const channels = [...this.rested.splice(0), this.channel];
    this.channel = null;
    for (const channel of channels) await channel?.end();
  }

  async #endService(): Promise<void> {
    await this.service?.stop();
    this.#log?.close();
    this.#log = null;
  }
}

/** A connector that rorkit starts can also be ended and started again. */
class RestartingDriver extends ConnectorDriver {
  async restart(world: ConnectorWorld): Promise<void> {
    if (this.channel?.rest === undefined) await this.channel?.end();
    else {
      await this.channel.rest();
      this.rested.push(this.channel);
    }
    await this.service?.stop();
    this.note('started again');
    this.trouble = await this.open(world, 'remember');
  }
}

/** One that is told what happened at once can also be killed meanwhile. */
class StartedDriver extends RestartingDriver {
  kill(): void {
    this.wasKilled = true;
    this.note('killed');
    this.channel?.kill?.();
    this.service?.kill();
  }
}

/** A drop folder inside the state folder must be there before the connector looks for it. */
function makeDropFolders({ file, folder, instances }: ChannelContext): void {
  if (file.stimulus.driver !== 'file' || !file.stimulus.folder.includes('<%')) return;
  for (const { stateDir } of instances) dropFolder(file.stimulus.folder, stateDir, folder);
}

/** Every way but `hl7v2`, whose patients outlive a restart. */
function openChannel(
  stimulus: Exclude<ConnectorFile['stimulus'], { driver: 'hl7v2' }>,
  context: ChannelContext,
): Channel {
  if (stimulus.driver === 'command') return openCommandChannel(stimulus, context);
  if (stimulus.driver === 'manual') return openManualChannel(stimulus, context);
  return stimulus.driver === 'http' ? openHttpChannel(stimulus, context) : openFileChannel(stimulus, context);
}

function describe(result: StimulusResult): string {
  const how = result.trouble?.code ?? result.signal ?? (result.exitCode === null ? '' : `exit ${result.exitCode}`);
  return `${result.result}${how === '' ? '' : ` (${how})`} after ${result.durationMs} ms`;
}

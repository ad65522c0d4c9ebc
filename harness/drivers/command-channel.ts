import { resolve } from 'node:path';
import type { Stimulus } from '../model/check.ts';
import type { Channel, ChannelContext } from './channel.ts';
import type { ConnectorRun } from './connector-run.ts';
import { resolveCommand } from './connector-run.ts';
import type { CommandStimulus } from './stimulus-schema.ts';
import type { StimulusResult } from './driver.ts';
import { connectorEnvironment } from './environment.ts';
import { LineSession } from './line-session.ts';
import { deliverByProcess } from './one-shot.ts';
import type { ProcessTree } from './process-tree.ts';
import { withLocalNames } from './template.ts';

/** A stimulus for a command: one process a stimulus, or one a scenario (contract §7). */
export function openCommandChannel(given: CommandStimulus, context: ChannelContext): Channel {
  return new CommandChannel(given, context);
}

class CommandChannel implements Channel {
  readonly #run: ConnectorRun;
  #session: LineSession | null = null;
  #tree: ProcessTree | null = null;

  constructor(given: CommandStimulus, context: ChannelContext) {
    const { file, folder, inherited, interrupted, world, configFile, log } = context;
    const cwd = resolve(folder, given.cwd);
    this.#run = {
      file,
      cwd,
      command: resolveCommand(given.command, cwd),
      environment: connectorEnvironment({ world, configFile, settings: file.environment, inherited }),
      log,
      interrupted,
      onStart: (tree) => {
        this.#tree = tree;
      },
    };
  }

  deliver(stimulus: Stimulus): Promise<StimulusResult> {
    const run = this.#run;
    const told = withLocalNames(stimulus, run.file.mapping, 'mapped');
    if (run.file.lifetime === 'stimulus') return deliverByProcess(run, told);
    this.#session ??= new LineSession(run);
    return this.#session.deliver(told);
  }

  kill(): void {
    this.#tree?.kill();
  }

  async end(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.end();
  }
}

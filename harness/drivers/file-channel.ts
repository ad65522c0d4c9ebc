import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Stimulus } from '../model/check.ts';
import type { Channel, ChannelContext } from './channel.ts';
import { notDelivered, silent } from './channel.ts';
import type { StimulusResult } from './driver.ts';
import type { Message } from './messages-of.ts';
import { messagesOf, textOfError } from './messages-of.ts';
import type { FileStimulus } from './stimulus-schema.ts';
import { render } from './template.ts';
import { untilQuiet } from './until-quiet.ts';

/** A stimulus as a file in a folder that the connector watches: written whole, then given its name (contract §7). */
export function openFileChannel(given: FileStimulus, context: ChannelContext): Channel {
  return new FileChannel(given, context);
}

class FileChannel implements Channel {
  readonly #given: FileStimulus;
  readonly #context: ChannelContext;
  readonly #dropped: string[] = [];

  constructor(given: FileStimulus, context: ChannelContext) {
    this.#given = given;
    this.#context = context;
  }

  async deliver(stimulus: Stimulus): Promise<StimulusResult> {
    const started = performance.now();
    const { template: body, format, each } = this.#given;
    const messages = messagesOf(stimulus, { body, format, each }, this.#context);
    if ('trouble' in messages) return notDelivered(messages.trouble, started);
    const { file, traffic, interrupted } = this.#context;
    const from = (await traffic.journalHead()) + 1;
    try {
      for (const message of messages) this.#drop(message);
    } catch (error) {
      return notDelivered({ code: 'cannot-drop', detail: textOfError(error) }, started);
    }
    const quiet = await untilQuiet(traffic, { from, ...file.timing }, interrupted);
    return { ...silent(started), settled: quiet === 'quiet' };
  }

  /** A connector that takes a file away only when it has sent it finds the file again. */
  rest(): Promise<void> {
    return Promise.resolve();
  }

  /** A file that nobody fetched would be taken for a stimulus of the next scenario. */
  end(): Promise<void> {
    for (const path of this.#dropped.splice(0)) rmSync(path, { force: true });
    return Promise.resolve();
  }

  /** Aside under a name with a dot, then renamed: no reader sees half of it. */
  #drop({ text, data }: Message): void {
    const { folder: template, name, encoding } = this.#given;
    const folder = dropFolder(template, data.stateDir, this.#context.folder);
    const wanted = basename(render(name, data, 'text'));
    const path = join(folder, freeName(folder, wanted));
    const unfinished = join(folder, `.${basename(path)}.tmp`);
    writeFileSync(unfinished, text, encoding);
    renameSync(unfinished, path);
    this.#dropped.push(path);
    this.#context.log.note(`file ${path}`);
  }
}

/** A folder inside `ROR_STATE_DIR` is made: it was emptied. Any other one must be there. */
export function dropFolder(template: string, stateDir: string, base: string): string {
  const folder = resolve(base, render(template, { stateDir, instance: { name: '', environment: {} } }, 'text'));
  if (isWithin(folder, stateDir)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** `…/state-archive` begins like `…/state`, and is not in it. */
function isWithin(folder: string, parent: string): boolean {
  const way = relative(parent, folder);
  return !isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`);
}

/** One that nobody has fetched yet is not written over: a number is put before the name. */
function freeName(folder: string, wanted: string): string {
  let name = wanted;
  for (let copy = 2; existsSync(join(folder, name)); copy++) name = `${copy}-${wanted}`;
  return name;
}

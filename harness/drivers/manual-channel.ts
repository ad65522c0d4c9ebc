import type { Stimulus } from '../model/check.ts';
import { ENTERED } from '../model/attestations.ts';
import type { Channel, ChannelContext } from './channel.ts';
import { notDelivered, silent } from './channel.ts';
import type { StimulusResult } from './driver.ts';
import type { Entering, OperatorTask } from './operator.ts';
import type { ManualStimulus } from './stimulus-schema.ts';
import { untilQuiet } from './until-quiet.ts';

/** A stimulus that a person enters in the product; done when it is entered and the connector has fallen silent. */
export function openManualChannel(given: ManualStimulus, context: ChannelContext): Channel {
  return new ManualChannel(given, context);
}

class ManualChannel implements Channel {
  readonly #given: ManualStimulus;
  readonly #context: ChannelContext;

  constructor(given: ManualStimulus, context: ChannelContext) {
    this.#given = given;
    this.#context = context;
  }

  async deliver(stimulus: Stimulus): Promise<StimulusResult> {
    const started = performance.now();
    const { file, traffic, interrupted, log } = this.#context;
    // What the product sends before everything is entered counts too.
    const from = (await traffic.journalHead()) + 1;
    const entering = await this.#enter(stimulus);
    const operatorMs = Math.round(performance.now() - started);
    log.note(`stimulus ${stimulus.id}: ${entering.how} after ${operatorMs} ms`);
    if (entering.how === 'interrupted') return { ...silent(started), operatorMs, settled: false };
    if (entering.how !== 'entered') return { ...notDelivered(troubleOf(entering, this.#given), started), operatorMs };
    const entered = { question: ENTERED, statement: 'entered in the product', answer: 'yes', by: 'operator' } as const;
    await traffic.append?.({ kind: 'attestation', stimulusId: null, ...entered });
    const expected = stimulus.records.length;
    const quiet = await untilQuiet(traffic, { from, expected, ...file.timing }, interrupted);
    return { ...silent(started), operatorMs, settled: quiet === 'quiet' };
  }

  end(): Promise<void> {
    return Promise.resolve();
  }

  #enter(stimulus: Stimulus): Promise<Entering> {
    const { operator, interrupted } = this.#context;
    if (operator === undefined) return Promise.resolve({ how: 'gone' });
    return operator.enter(this.#task(stimulus), { timeoutMs: this.#given.operatorMs, signal: interrupted });
  }

  #task(stimulus: Stimulus): OperatorTask {
    const { establishments, units } = this.#context.file.mapping;
    const unit = stimulus.location === null ? null : (units[stimulus.location.identifier] ?? null);
    return { stimulus, local: { establishment: establishments[stimulus.establishment.finess] ?? null, unit } };
  }
}

function troubleOf(entering: Entering, { operatorMs }: ManualStimulus): NonNullable<StimulusResult['trouble']> {
  if (entering.how === 'skipped') return { code: 'operator-skipped', detail: entering.reason };
  return entering.how === 'away'
    ? { code: 'operator-away', detail: String(operatorMs) }
    : { code: 'no-operator', detail: 'stdin' };
}

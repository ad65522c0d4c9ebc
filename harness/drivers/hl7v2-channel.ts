import type { Hospital } from '../hospital/hospital.ts';
import type { Movement } from '../hospital/movement.ts';
import { isUnsaid } from '../hospital/what-is-asked.ts';
import type { Stimulus } from '../model/check.ts';
import { adtFields, unitCode } from './adt-fields.ts';
import { adtText } from './adt-text.ts';
import type { Channel, ChannelContext } from './channel.ts';
import { instanceFor, notDelivered, silent } from './channel.ts';
import type { Trouble } from './connector-run.ts';
import type { StimulusResult } from './driver.ts';
import type { Acknowledgement } from './hl7-acknowledgement.ts';
import { isAccepted } from './hl7-acknowledgement.ts';
import { adtTemplate, textOfError } from './messages-of.ts';
import type { MllpMessage } from './mllp-client.ts';
import { MllpClient } from './mllp-client.ts';
import { redactLine } from './output-log.ts';
import type { RunningInstance } from './running-instance.ts';
import type { Hl7v2Stimulus } from './stimulus-schema.ts';
import type { TemplateData } from './template.ts';
import { render, templateData } from './template.ts';
import { untilQuiet } from './until-quiet.ts';

/** A stimulus as the movements of patients that lead to it: ADT messages over MLLP (contract §7). */
export function openHl7v2Channel(given: Hl7v2Stimulus, context: ChannelContext, hospital: Hospital): Channel {
  return new Hl7v2Channel(given, context, hospital);
}

class Hl7v2Channel implements Channel {
  readonly #given: Hl7v2Stimulus;
  readonly #context: ChannelContext;
  readonly #hospital: Hospital;
  /** By address: each instance of the connector listens at its own. */
  readonly #clients = new Map<string, MllpClient>();

  constructor(given: Hl7v2Stimulus, context: ChannelContext, hospital: Hospital) {
    this.#given = given;
    this.#context = context;
    this.#hospital = hospital;
  }

  async deliver(stimulus: Stimulus): Promise<StimulusResult> {
    const started = performance.now();
    const { file, traffic, interrupted, instances } = this.#context;
    const instance = instanceFor(stimulus, instances);
    const { finess, credential } = stimulus.establishment;
    if (instance === undefined)
      return notDelivered({ code: 'no-instance', detail: `${finess}, ${credential}` }, started);
    const movements = this.#movementsFor(stimulus);
    if ('code' in movements) return notDelivered(movements, started);
    const from = (await traffic.journalHead()) + 1;
    const trouble = await this.#sendAll(movements, stimulus, instance);
    if (trouble !== null) return notDelivered(trouble, started);
    const quiet = await untilQuiet(traffic, { from, ...file.timing }, interrupted);
    return { ...silent(started), settled: quiet === 'quiet' };
  }

  end(): Promise<void> {
    for (const client of this.#clients.values()) client.close();
    this.#clients.clear();
    return Promise.resolve();
  }

  #movementsFor({ id, kind, location, records }: Stimulus): readonly Movement[] | Trouble {
    if (kind !== 'report-capacity' || location === null) return { code: 'adt-cannot-say', detail: kind };
    const movements = this.#hospital.movementsFor({ unit: location.identifier, records }, id);
    return isUnsaid(movements) ? { code: 'adt-cannot-say', detail: movements.reason } : movements;
  }

  /** All messages, or the first trouble: after it the connector's beds are not those of the hospital. */
  async #sendAll(
    movements: readonly Movement[],
    stimulus: Stimulus,
    instance: RunningInstance,
  ): Promise<Trouble | null> {
    const { gatherMs } = this.#given;
    let taken = performance.now();
    for (const [index, movement] of movements.entries()) {
      const trouble = await this.#send(movement, `${stimulus.id}-${index + 1}`, { stimulus, instance });
      if (trouble !== null) return trouble;
      const pause = performance.now() - taken;
      // Had it fed in between, what it said would be judged as if it had been asked for.
      if (index > 0 && pause > gatherMs)
        return { code: 'burst-too-slow', detail: `${Math.round(pause)} > ${gatherMs} ms` };
      taken = performance.now();
    }
    return null;
  }

  async #send(
    movement: Movement,
    controlId: string,
    { stimulus, instance }: { readonly stimulus: Stimulus; readonly instance: RunningInstance },
  ): Promise<Trouble | null> {
    const { log } = this.#context;
    let message: MllpMessage;
    let client: MllpClient;
    try {
      const data = this.#dataOf(movement, controlId, { stimulus, instance });
      message = { controlId, text: adtText(adtTemplate(this.#given.template, this.#context.folder), data) };
      client = this.#clientFor(data);
    } catch (error) {
      return { code: 'bad-template', detail: textOfError(error) };
    }
    log.note(`${movement.event} → ${message.text.replaceAll('\r', ' ⏎ ')}`);
    const answer = await client.send(message);
    log.note(`${movement.event} ← ${'controlId' in answer ? shown(answer) : answer.code}`);
    if (!('controlId' in answer)) return answer;
    if (isAccepted(answer)) return null;
    return { code: 'message-refused', detail: `${movement.event} ${controlId} → ${shown(answer)}` };
  }

  #dataOf(
    movement: Movement,
    controlId: string,
    { stimulus, instance }: { readonly stimulus: Stimulus; readonly instance: RunningInstance },
  ): TemplateData {
    const { mapping } = this.#context.file;
    const identifier = stimulus.location?.identifier ?? '';
    const adt = adtFields(movement, {
      controlId,
      encoding: this.#given.encoding,
      sentAt: stimulus.at,
      recordedAt: stimulus.records[0]?.capacityUpdateDate ?? stimulus.at,
      localUnit: mapping.units[identifier] ?? unitCode(identifier),
    });
    return { ...templateData(stimulus, { stateDir: instance.stateDir, instance }, mapping), adt };
  }

  #clientFor(data: TemplateData): MllpClient {
    const { host: hostTemplate, port: portTemplate, encoding, ackTimeoutMs } = this.#given;
    const host = render(hostTemplate, data, 'text');
    const port = Number(render(String(portTemplate), data, 'text'));
    const address = `${host}:${port}`;
    const known = this.#clients.get(address);
    if (known !== undefined) return known;
    const signal = this.#context.interrupted;
    const made = new MllpClient({ host, port, encoding, timeoutMs: ackTimeoutMs, signal });
    this.#clients.set(address, made);
    return made;
  }
}

function shown({ code, text }: Acknowledgement): string {
  const said = redactLine(text.replaceAll(/\s+/g, ' ')).slice(0, 200);
  return said === '' ? code : `${code} ${said}`;
}

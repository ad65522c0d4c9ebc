import type { Dispatcher } from 'undici';
import type { Stimulus } from '../model/check.ts';
import type { Channel, ChannelContext } from './channel.ts';
import { notDelivered, silent } from './channel.ts';
import type { Trouble } from './connector-run.ts';
import type { StimulusResult } from './driver.ts';
import type { CallAnswer } from './http-call.ts';
import { authorization, callConnector, callFailure, connectorAgent, shownUrl } from './http-call.ts';
import type { Message, Writing } from './messages-of.ts';
import { messagesOf, textOfError } from './messages-of.ts';
import { redactLine } from './output-log.ts';
import type { HttpStimulus } from './stimulus-schema.ts';
import type { TemplateData } from './template.ts';
import { render } from './template.ts';
import { untilQuiet } from './until-quiet.ts';

const MEDIA_TYPES = { json: 'application/json', xml: 'application/xml', csv: 'text/csv', text: 'text/plain' } as const;
const FHIR = 'application/fhir+json';
const ACCEPTED = 202;

/** A stimulus as an HTTP request: 2xx is done, 202 still working (contract §7). */
export function openHttpChannel(given: HttpStimulus, context: ChannelContext): Channel {
  return new HttpChannel(given, context);
}

class HttpChannel implements Channel {
  readonly #given: HttpStimulus;
  readonly #context: ChannelContext;
  readonly #agent: Dispatcher;
  readonly #writing: Writing;

  constructor(given: HttpStimulus, context: ChannelContext) {
    this.#given = given;
    this.#context = context;
    this.#agent = connectorAgent(given.caFile, context.folder);
    this.#writing = { body: given.body, format: given.format, each: given.each };
  }

  async deliver(stimulus: Stimulus): Promise<StimulusResult> {
    const started = performance.now();
    const messages = messagesOf(stimulus, this.#writing, this.#context);
    if ('trouble' in messages) return notDelivered(messages.trouble, started);
    const from = (await this.#context.traffic.journalHead()) + 1;
    let isWorking = false;
    for (const message of messages) {
      const answer = await this.#send(message);
      if ('code' in answer) return notDelivered(answer, started);
      isWorking ||= answer.status === ACCEPTED;
    }
    if (!isWorking) return { ...silent(started), result: 'done' };
    const { file, traffic, interrupted } = this.#context;
    const quiet = await untilQuiet(traffic, { from, ...file.timing }, interrupted);
    return { ...silent(started), settled: quiet === 'quiet' };
  }

  async end(): Promise<void> {
    await this.#agent.destroy();
  }

  async #send({ text, data }: Message): Promise<CallAnswer | Trouble> {
    const { method, url: template, timeoutMs } = this.#given;
    let call;
    try {
      call = { method, url: render(template, data, 'url'), headers: this.#headers(data), body: text, timeoutMs };
    } catch (error) {
      return { code: 'bad-template', detail: textOfError(error) };
    }
    const what = `${method} ${shownUrl(call.url)}`;
    try {
      const answer = await callConnector({ ...call, signal: this.#context.interrupted }, this.#agent);
      this.#context.log.note(`${what} → ${answer.status}`);
      return answer.status >= 200 && answer.status < 300 ? answer : refusedBy(answer, what);
    } catch (error) {
      return { code: 'cannot-reach', detail: `${what}: ${callFailure(error)}` };
    }
  }

  #headers(data: TemplateData): Record<string, string> {
    const { body, format, headers } = this.#given;
    const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), render(value, data, 'text')]);
    return {
      'content-type': body === 'ror-patch' ? FHIR : MEDIA_TYPES[format],
      ...authorization(this.#given, this.#context.inherited),
      ...Object.fromEntries(own),
    };
  }
}

function refusedBy({ status, text }: CallAnswer, what: string): Trouble {
  const said = redactLine(text.replaceAll(/\s+/g, ' ')).trim().slice(0, 200);
  return { code: 'stimulus-refused', detail: `${what} → ${status}${said === '' ? '' : ` ${said}`}` };
}

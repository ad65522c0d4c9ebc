import { deliver } from '../faults/deliver.ts';
import { answerInstead, spoiledAnswer } from '../faults/fault-answer.ts';
import type { ArmedFault } from '../faults/fault-schema.ts';
import type { Connection } from './connection.ts';
import type { Answer } from './exchange.ts';
import { LaneStoreError } from '../../journal/lane-store-error.ts';
import { appendQuietly, exchangeDraft } from './journal-writer.ts';
import type { ReadyAnswer } from './journal-writer.ts';
import { NO_BODY, readBody } from './read-body.ts';
import type { ReadBody } from './read-body.ts';
import { receivedRequest } from './read-request.ts';
import type { ReceivedRequest } from './read-request.ts';
import { bugAnswer, notRecordedAnswer, refusalAnswer } from './refusal-answer.ts';
import { earlyRefusal, lateRefusal } from './request-limits.ts';
import { readyAnswer, send } from './respond.ts';
import type { ExchangeContext, Handle, Turn } from './turn.ts';

/** What an exchange is answered with. */
interface Decided {
  readonly answer: Answer;
  /** `seq` of the connection's entry. */
  readonly seq: number;
  readonly fault: ArmedFault | null;
}

/** Runs exchanges of one listener: reads, asks the handler, journals, and only then answers. */
export class ExchangeRunner {
  readonly #context: ExchangeContext;
  #inFlight = 0;

  constructor(context: ExchangeContext) {
    this.#context = context;
  }

  /** Reads the request whole, has it handled and answers it. Never rejects. */
  async run(turn: Turn, handle: Handle): Promise<void> {
    this.#inFlight += 1;
    try {
      await this.#exchange(turn, handle);
    } catch (error) {
      this.#context.log(`exchange: ${error instanceof Error ? error.stack : String(error)}`);
      turn.response.destroy();
    } finally {
      this.#inFlight -= 1;
    }
  }

  async #exchange(turn: Turn, handle: Handle): Promise<void> {
    const { message, connection } = turn;
    const { listener, clock, limits } = this.#context;
    const at = new Date().toISOString();
    connection.requests += 1;
    const early = earlyRefusal(message, { limits, inFlight: this.#inFlight });
    const body = early?.isBodyRefused === true ? NO_BODY : await this.#readBody(turn);
    const received = receivedRequest(message, body, { listener, clock, connection, at });
    const seq = await connection.seq; // before the handler: its state change must be committed in the tick it was made
    const refused = early?.refusal ?? lateRefusal(body, connection);
    if (refused !== null)
      return this.#answer(turn, received, { answer: this.#context.dialect.refuse(refused), seq, fault: null });
    const fault = this.#context.takeFault(received.request, connection);
    const instead = fault === null ? null : answerInstead(fault, this.#context.dialect);
    const answer = instead ?? (await this.#handled(received, connection, handle));
    if (fault !== null) this.#context.afterFault(fault, answer, received.request.nowMs);
    return this.#answer(turn, received, { answer: fault === null ? answer : spoiledAnswer(answer, fault), seq, fault });
  }

  /** A client that asks first (`Expect: 100-continue`) is not told to send a body that is too large anyway. */
  #readBody({ message, response, connection }: Turn): Promise<ReadBody> {
    const { limits } = this.#context;
    if (message.headers.expect !== undefined) {
      if (Number(message.headers['content-length']) > limits.maxBodyBytes) {
        return Promise.resolve({ ...NO_BODY, isTooLarge: true });
      }
      response.writeContinue();
    }
    return readBody(message, { limits, connection });
  }

  async #handled(received: ReceivedRequest, connection: Connection, handle: Handle): Promise<Answer> {
    try {
      return await handle(received.request, connection);
    } catch (error) {
      const refusal = refusalAnswer(error);
      if (refusal !== null) return refusal;
      if (error instanceof LaneStoreError) return this.#unrecorded(error);
      this.#context.log(`bug: ${error instanceof Error ? error.stack : String(error)}`);
      return bugAnswer(this.#context.dialect, 'http.bug');
    }
  }

  async #answer(turn: Turn, received: ReceivedRequest, decided: Decided): Promise<void> {
    const { fault } = decided;
    const mustClose = !turn.message.complete || received.body.isTooLarge || turn.connection.cutFor !== null;
    const mayStay = turn.response.shouldKeepAlive && !mustClose;
    const isHead = turn.message.method === 'HEAD';
    const make = (answer: Answer): ReadyAnswer =>
      readyAnswer(answer, { clock: this.#context.clock, keepsAlive: mayStay && answer.closes !== true, isHead });
    let ready = make(decided.answer);
    let exchange: number | null = null;
    try {
      const draft = exchangeDraft(received, ready, decided);
      if (decided.fault !== null) this.#recordHit(decided.fault);
      exchange = await this.#context.journal.commit(draft, decided.answer.change?.write);
    } catch (error) {
      // What was not recorded did not happen: the change went back with the transaction, and the client is told 500.
      ready = make(this.#unrecorded(error));
    }
    const isDelivered = await (fault === null ? send(turn, ready) : deliver(turn, ready, fault));
    if (isDelivered || exchange === null) return;
    const { journal, log } = this.#context;
    await appendQuietly(journal, { kind: 'delivery', exchange, result: 'lost' }, log).catch(() => {});
  }

  #unrecorded(error: unknown): Answer {
    this.#context.log(`journal: ${String(error)}`);
    return notRecordedAnswer(this.#context.dialect, error);
  }

  /** In the tick of the exchange, so that both commit together. */
  #recordHit(fault: ArmedFault): void {
    const { journal, log } = this.#context;
    appendQuietly(journal, { kind: 'fault', action: 'hit', fault }, log).catch(() => {});
  }
}

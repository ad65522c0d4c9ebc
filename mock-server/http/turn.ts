import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ListenerName } from '../../journal/entry.ts';
import type { LaneStore } from '../../journal/lane-store.ts';
import type { MockClock } from '../clock.ts';
import type { ArmedFault } from '../faults/fault-schema.ts';
import type { CheckCertificate } from '../trust/check-certificate.ts';
import type { Connection } from './connection.ts';
import type { Answer, IncomingRequest } from './exchange.ts';
import type { HttpLimits } from './limits.ts';
import type { Dialect } from './refusal-answer.ts';
import type { TakeConnectionFault } from './server-identity.ts';

/** Gives the answer to a request. State may change only in the tick in which it returns or resolves. */
export type Handle = (request: IncomingRequest, connection: Connection) => Answer | Promise<Answer>;

/** One message of a client with its place to answer. */
export interface Turn {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly connection: Connection;
}

/** What every exchange of a listener shares. */
export interface ExchangeContext {
  readonly listener: ListenerName;
  readonly dialect: Dialect;
  readonly clock: MockClock;
  readonly journal: LaneStore;
  readonly limits: HttpLimits;
  /** The planned fault that meets this request; null when none does. */
  readonly takeFault: (request: IncomingRequest, connection: Connection) => ArmedFault | null;
  /** What a fault does besides, once the answer (mock time of its request in ms) is decided. */
  readonly afterFault: (fault: ArmedFault, answer: Answer, nowMs: number) => void;
  readonly takeConnectionFault: TakeConnectionFault;
  /** Judges the certificate of a client in its handshake; null on a listener that asks for none. */
  readonly checkCertificate: CheckCertificate | null;
  /** For stacks of our own bugs, and for a journal that cannot be written. */
  readonly log: (text: string) => void;
}

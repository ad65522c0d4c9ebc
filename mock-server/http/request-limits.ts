import type { IncomingMessage } from 'node:http';
import type { Connection } from './connection.ts';
import type { HttpLimits } from './limits.ts';
import type { ReadBody } from './read-body.ts';
import type { HttpRefusal } from './refusal-answer.ts';

/** The refusal of a request that did not come whole in time. */
export const TIMED_OUT: HttpRefusal = {
  status: 408,
  code: 'http.timeout',
  issue: 'invalid',
  text: 'mock.http.timeout',
};

const ABORTED: HttpRefusal = { status: 400, code: 'http.aborted', issue: 'invalid', text: 'mock.http.aborted' };

const TOO_BUSY: HttpRefusal = {
  status: 503,
  code: 'http.too-busy',
  issue: 'exception',
  text: 'mock.http.too-busy',
  headers: [['Retry-After', '1']],
};

const BAD_EXPECTATION: HttpRefusal = {
  status: 417,
  code: 'http.expectation',
  issue: 'not-supported',
  text: 'mock.http.expectation',
};

/** What can be refused from the header alone. `isBodyRefused`: its body is not even read. */
export interface EarlyRefusal {
  readonly refusal: HttpRefusal;
  readonly isBodyRefused: boolean;
}

/** Refuses a request by its target, its headers or the load; null when it may be read on. */
export function earlyRefusal(
  message: IncomingMessage,
  state: { limits: HttpLimits; inFlight: number },
): EarlyRefusal | null {
  const { limits } = state;
  if (state.inFlight > limits.maxRequestsInFlight) return { refusal: TOO_BUSY, isBodyRefused: true };
  const targetBytes = Buffer.byteLength(message.url ?? '');
  if (targetBytes > limits.maxTargetBytes) return { refusal: targetTooLong(targetBytes, limits), isBodyRefused: false };
  const headerBytes = message.rawHeaders.reduce((sum, text) => sum + Buffer.byteLength(text) + 2, 0);
  if (headerBytes > limits.maxHeaderBytes) return { refusal: headersTooLarge(limits), isBodyRefused: false };
  const expectation = message.headers.expect?.toLowerCase();
  if (expectation !== undefined && expectation !== '100-continue') {
    return { refusal: BAD_EXPECTATION, isBodyRefused: true };
  }
  if (message.httpVersion === '1.1' && message.headers.host === undefined) {
    return { refusal: malformed('Host'), isBodyRefused: false };
  }
  return null;
}

/** Refuses a request whose body did not come whole; null when it did. */
export function lateRefusal(body: ReadBody, connection: Connection): HttpRefusal | null {
  if (!body.isAborted) return null;
  if (connection.cutFor === 'malformed') return malformed('body');
  return connection.cutFor === 'timeout' ? TIMED_OUT : ABORTED;
}

/** The refusal of header lines that pass the limit. */
export function headersTooLarge(limits: HttpLimits): HttpRefusal {
  return {
    status: 431,
    code: 'http.headers-too-large',
    issue: 'too-long',
    text: 'mock.http.headers-too-large',
    detail: { expected: `<= ${limits.maxHeaderBytes} bytes`, where: 'headers' },
  };
}

/** The refusal of what is no HTTP; `seen` says what the parser stumbled over. */
export function malformed(seen: string): HttpRefusal {
  return {
    status: 400,
    code: 'http.malformed',
    issue: 'invalid',
    text: 'mock.http.malformed',
    detail: { seen },
  };
}

function targetTooLong(bytes: number, limits: HttpLimits): HttpRefusal {
  return {
    status: 414,
    code: 'http.target-too-long',
    issue: 'too-long',
    text: 'mock.http.target-too-long',
    detail: { expected: `<= ${limits.maxTargetBytes} bytes`, seen: `${bytes} bytes`, where: 'url' },
  };
}

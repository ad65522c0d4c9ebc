import type { Duplex } from 'node:stream';
import { codeOf } from './connection.ts';
import type { Connection } from './connection.ts';
import { appendQuietly, exchangeDraft } from './journal-writer.ts';
import { STATUS_CODES } from './node-http.ts';
import { NO_BODY } from './read-body.ts';
import type { ReceivedRequest } from './read-request.ts';
import { headersTooLarge, malformed, TIMED_OUT } from './request-limits.ts';
import type { HttpRefusal } from './refusal-answer.ts';
import { readyAnswer } from './respond.ts';
import type { ExchangeContext } from './turn.ts';

/**
 * Answers bytes that are no HTTP request, or one that did not come in time, and closes. The journal says that it happened and
 * how, but holds none of the bytes: a secret could stand anywhere in them.
 */
export async function answerMalformed(
  context: ExchangeContext,
  failure: { readonly error: Error; readonly socket: Duplex; readonly connection: Connection | undefined },
): Promise<void> {
  const { error, socket, connection } = failure;
  const code = codeOf(error);
  if (connection === undefined || !socket.writable || code === 'ECONNRESET' || code === 'EPIPE') {
    socket.destroy();
    return;
  }
  if (connection.cutRequest !== null) {
    connection.cutFor = CUTS[code] === undefined ? 'malformed' : CUTS[code];
    connection.cutRequest(); // a request was being read: its own exchange answers
    return;
  }
  connection.requests += 1;
  const seq = await connection.seq;
  const answer = context.dialect.refuse(refusalOf(code, context));
  const ready = readyAnswer(answer, { clock: context.clock, keepsAlive: false });
  const draft = exchangeDraft(unreadRequest(context, connection), ready, { seq, fault: null });
  await appendQuietly(context.journal, draft, context.log);
  const lines = ready.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const status = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}\r\n`;
  if (socket.writable)
    socket.end(Buffer.concat([Buffer.from(`${status}${lines}\r\n`, 'latin1'), Buffer.from(ready.text, 'utf8')]));
}

/** Why a request in progress is cut, by the code of Node; null: the client left. Any other code means bytes that are no HTTP. */
const CUTS: Readonly<Record<string, Connection['cutFor']>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'timeout',
  HPE_INVALID_EOF_STATE: null,
};

function refusalOf(code: string, context: ExchangeContext): HttpRefusal {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return TIMED_OUT;
  if (code === 'HPE_HEADER_OVERFLOW') return headersTooLarge(context.limits);
  return malformed(code);
}

function unreadRequest(context: ExchangeContext, connection: Connection): ReceivedRequest {
  return {
    request: {
      listener: context.listener,
      method: '',
      path: '',
      query: '',
      headers: [],
      body: NO_BODY.kept,
      bodyTooLarge: false,
      tls: connection.tls,
      nowMs: context.clock.nowMs(),
    },
    target: '',
    httpVersion: '',
    body: NO_BODY,
    at: new Date().toISOString(),
  };
}

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import type { ErrorCode } from '../../messages/error-codes.ts';
import { createServer } from '../http/node-http.ts';
import { MockRorError } from '../mock-ror-error.ts';
import type { MockRor } from '../mock-ror.ts';
import { isSameToken } from './control-token.ts';
import type { ControlRequest } from './dispatch.ts';
import { EntryStream, EventStreams } from './event-stream.ts';
import type { StreamTimes } from './event-stream.ts';
import { problemOf } from './problem.ts';

/** What the control API serves, and to whom. */
export interface ControlOptions {
  readonly mock: MockRor;
  /** Bearer token that every request must bring. */
  readonly token: string;
  readonly log: (text: string) => void;
  /** Times of live streams; for tests. */
  readonly streamTimes?: StreamTimes;
}

/** The control listener. */
export interface ControlListener {
  /** @throws MockRorError `control.not-loopback`, or the error of Node */
  listen(port: number, address: string): Promise<number>;
  close(graceMs: number): Promise<void>;
}

const MAX_BODY_BYTES = 1_048_576;

/** True for an address, or a name, that only this machine reaches. */
export function isLoopback(address: string): boolean {
  if (address === 'localhost' || address === '::1') return true;
  return isIP(address) === 4 && address.startsWith('127.');
}

/**
 * The control API over plain HTTP: loopback only, a token for every request, and no request that a web page elsewhere made a
 * browser send (Host and Origin are checked against DNS rebinding).
 */
export function createControlListener(options: ControlOptions): ControlListener {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 60_000 });
  const streams = new EventStreams(options.streamTimes);
  server.on('request', (request, response) => {
    void serve(request, response, { ...options, streams });
  });
  return {
    listen: (port, address) => listen(server, port, address),
    close: async (graceMs) => {
      streams.endAll();
      await close(server, graceMs);
    },
  };
}

interface Serving extends ControlOptions {
  readonly streams: EventStreams;
}

async function serve(request: IncomingMessage, response: ServerResponse, options: Serving): Promise<void> {
  const left = new AbortController();
  response.on('error', () => {}); // the client left
  response.on('close', () => left.abort());
  try {
    guard(request, options.token);
    const body = await readBody(request);
    // Loaded on the first request: a mock that nobody controls starts without it.
    const { dispatch } = await import('./dispatch.ts');
    const value = await dispatch(options.mock, controlRequest(request, body, left.signal));
    if (value instanceof EntryStream) return await options.streams.send(response, value, left);
    answer(response, { status: value === undefined ? 204 : 200, type: 'application/json', value });
  } catch (error) {
    if (!(error instanceof MockRorError)) {
      options.log(`control: ${error instanceof Error ? error.stack : String(error)}`);
    }
    if (response.headersSent) {
      response.destroy(); // a stream that broke in its middle
      return;
    }
    const problem = problemOf(error);
    if (problem.status === 413) response.setHeader('Connection', 'close');
    answer(response, { status: problem.status, type: 'application/problem+json', value: problem });
  }
}

function controlRequest(
  { method, url, headersDistinct }: IncomingMessage,
  body: string,
  signal: AbortSignal,
): ControlRequest {
  const lastEventId = headersDistinct['last-event-id']?.[0] ?? null;
  return { method: method ?? '', target: url ?? '', body, lastEventId, signal };
}

function guard({ headers, socket }: IncomingMessage, token: string): void {
  const port = String(socket.localPort);
  const own = ['127.0.0.1', 'localhost', '[::1]'].map((host) => `${host}:${port}`);
  const host = headers.host?.toLowerCase() ?? '';
  if (!own.includes(host)) throw refused('control.foreign-host', `Host ${host}: expected ${own.join(' or ')}`);
  const { origin } = headers;
  if (origin !== undefined && !own.some((one) => origin.toLowerCase() === `http://${one}`)) {
    throw refused('control.foreign-origin', `Origin ${origin} is not this control API`);
  }
  const given = /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (given === undefined || !isSameToken(token, given)) {
    throw refused('control.unauthorized', 'expected Authorization: Bearer <control token>');
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request) {
      const part = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      bytes += part.length;
      if (bytes > MAX_BODY_BYTES) throw refused('control.too-large', `the body is over ${MAX_BODY_BYTES} bytes`);
      chunks.push(part);
    }
  } catch (error) {
    // Not a bug of ours: the client left, or what it sent was no body.
    if (request.complete || error instanceof MockRorError) throw error;
    throw refused('control.bad-request', 'the body did not come whole');
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answer(response: ServerResponse, content: { status: number; type: string; value: unknown }): void {
  if (response.destroyed) return;
  if (content.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  response.statusCode = content.status;
  response.setHeader('Cache-Control', 'no-store');
  if (content.value === undefined) {
    response.end();
    return;
  }
  response.setHeader('Content-Type', content.type);
  response.end(JSON.stringify(content.value));
}

function refused(code: ErrorCode, message: string): MockRorError {
  return new MockRorError(code, message);
}

function listen(server: Server, port: number, address: string): Promise<number> {
  if (!isLoopback(address)) {
    return Promise.reject(
      refused('control.not-loopback', `the control API listens on loopback only, not on ${address}`),
    );
  }
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: address, exclusive: true }, () => {
      server.off('error', reject);
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
    });
  });
}

async function close(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(cut);
}

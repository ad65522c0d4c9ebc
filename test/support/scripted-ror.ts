import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import type { Pki } from '../../certs/pki.ts';

/** A request as it arrived. */
export interface SeenRequest {
  readonly host: 'auth' | 'api';
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  /** Header names in the order and spelling in which they travelled. */
  readonly headerNames: readonly string[];
  readonly body: string;
  /** Common name of the client certificate; null when none was sent. */
  readonly clientName: string | null;
  readonly atMs: number;
}

/** What to answer: a status and a body, or nothing at all (`cut`: the connection is closed). */
export type ScriptedAnswer =
  { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } | 'cut';

/** Two TLS servers that say what a test told them to: they know nothing of the ROR, so they cannot be wrong about it. */
export interface ScriptedRor {
  readonly tokenUrl: string;
  readonly apiBase: string;
  readonly seen: readonly SeenRequest[];
  close(): Promise<void>;
}

/** Starts both servers; each list is answered in order, its last answer again and again. */
export async function startScriptedRor(options: {
  readonly pki: Pki;
  readonly token: readonly ScriptedAnswer[];
  readonly api: readonly ScriptedAnswer[];
}): Promise<ScriptedRor> {
  const { pki } = options;
  const seen: SeenRequest[] = [];
  const identity = { cert: readFileSync(pki.serverChain), key: readFileSync(pki.serverKey) };
  const auth = createServer(
    { ...identity, requestCert: true, rejectUnauthorized: false, ca: readFileSync(pki.clientCa) },
    answerFrom('auth', options.token, seen),
  );
  const api = createServer(identity, answerFrom('api', options.api, seen));
  const [authPort, apiPort] = [await listen(auth), await listen(api)];
  return {
    tokenUrl: `https://localhost:${authPort}/auth/realms/ror/protocol/openid-connect/token`,
    apiBase: `https://localhost:${apiPort}`,
    seen,
    close: async () => {
      for (const server of [auth, api]) {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      }
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

function answerFrom(host: SeenRequest['host'], answers: readonly ScriptedAnswer[], seen: SeenRequest[]) {
  let next = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    seen.push(describe(host, request, await text(request)));
    const answer = answers[Math.min(next, answers.length - 1)] ?? 'cut';
    next += 1;
    if (answer === 'cut') {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, answer.headers ?? {});
    response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
  };
  return (request: IncomingMessage, response: ServerResponse): void => {
    serve(request, response).catch(() => request.socket.destroy());
  };
}

function describe(host: SeenRequest['host'], request: IncomingMessage, body: string): SeenRequest {
  const name = isTls(request.socket) ? request.socket.getPeerCertificate().subject?.CN : undefined;
  return {
    host,
    method: request.method ?? '',
    target: request.url ?? '',
    headers: request.headers,
    headerNames: request.rawHeaders.filter((_, index) => index % 2 === 0),
    body,
    clientName: typeof name === 'string' ? name : null,
    atMs: performance.now(),
  };
}

function isTls(socket: object): socket is TLSSocket {
  return 'getPeerCertificate' in socket;
}

import { constants } from 'node:crypto';
import { createServer } from 'node:https';
import type { Server, ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Connections } from './connections.ts';
import { answerMalformed } from './malformed-request.ts';
import type { Connection } from './connection.ts';
import { createPresenter } from './server-identity.ts';
import type { Present } from './server-identity.ts';
import type { ExchangeContext } from './turn.ts';

/** PEM texts of the server's own certificate and, on the listener that asks for one, of the client authorities. */
export interface TlsMaterial {
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
  /** Intermediate and root: clients send their leaf only. Null: no client certificate is asked for. */
  readonly clientCa: string | Buffer | null;
}

/** Takes a parsed HTTP message; `connection` is where it came on. */
export type OnMessage = (message: IncomingMessage, response: ServerResponse, connection: Connection) => void;

/** One TLS listener with its connections in the journal. */
export interface Listener {
  /** Binds; gives the port. @throws the error of Node (`EADDRINUSE`, `EADDRNOTAVAIL`, `EACCES` …) */
  listen(port: number, address: string): Promise<number>;
  /** Refuses bad client certificates in the handshake (true) or leaves that to the handler. */
  refuseInHandshake(isOn: boolean): void;
  /** Asks every client that connects for a certificate, and takes any or none (true), or asks as the material says. */
  askForCertificate(isOn: boolean): void;
  /** Ends the connections on which nothing is asked: whoever comes back shakes hands anew. */
  closeIdle(): void;
  /** Stops accepting, lets answers in flight finish for at most `graceMs`, then cuts what is left. */
  close(graceMs: number): Promise<void>;
}

/** Room for lines that the parser must still read so that the refusal can name them; far over `maxHeaderBytes`. */
const PARSER_HEADER_BYTES = 65_536;

const IDLE_CHECK_MS = 20;

/** Makes a TLS listener (not bound yet). @see pki-and-oauth §8.3 */
export function createListener(context: ExchangeContext, material: TlsMaterial, onMessage: OnMessage): Listener {
  const connections = new Connections(context);
  const options = serverOptions(context, material);
  const server = createServer(options);
  server.maxConnections = context.limits.maxConnections;
  server.maxRequestsPerSocket = 0;
  wireConnections(server, connections, context);
  wireIdentity(server, createPresenter(server, options), { connections, context });
  let isAsking = material.clientCa !== null;
  const watch = (_line: Buffer, socket: TLSSocket): void => connections.handshaking(socket);
  const take = (message: IncomingMessage, response: ServerResponse): void => {
    const connection = connections.of(message.socket);
    if (connection === undefined) message.socket.destroy();
    else onMessage(message, response, connection);
  };
  // All three ways in which Node hands over a request: our limits and our journal come first in each.
  server.on('request', take).on('checkContinue', take).on('checkExpectation', take);
  return {
    listen: (port, address) => listen(server, port, address),
    refuseInHandshake: (isOn) => {
      if (connections.refusesInHandshake === isOn) return;
      connections.refusesInHandshake = isOn;
      Object.assign(server, { rejectUnauthorized: isOn }); // tls.Server reads this for each new connection
      // The one public event that shows a socket before its handshake has ended; what it tells besides is not looked at.
      if (isOn) server.on('keylog', watch);
      else server.off('keylog', watch);
      server.closeIdleConnections(); // they were judged by the old rule
    },
    askForCertificate: (isOn) => {
      const wanted = isOn || material.clientCa !== null;
      if (wanted === isAsking) return;
      isAsking = wanted;
      Object.assign(server, { requestCert: wanted }); // read for each new connection, as above
      server.closeIdleConnections();
    },
    closeIdle: () => server.closeIdleConnections(),
    close: (graceMs) => close(server, graceMs),
  };
}

function serverOptions({ limits }: ExchangeContext, material: TlsMaterial): ServerOptions {
  const asked = material.clientCa === null ? {} : { ca: material.clientCa, requestCert: true };
  return {
    cert: material.cert,
    key: material.key,
    ...asked,
    rejectUnauthorized: false,
    minVersion: 'TLSv1.2',
    // Every connection is judged afresh: no resumption (§6.3). No `crl`: it breaks the lenient mode (§6.1).
    secureOptions: constants.SSL_OP_NO_TICKET,
    handshakeTimeout: limits.handshakeTimeoutMs,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionsCheckingInterval: Math.max(100, Math.min(1_000, limits.headersTimeoutMs / 4)),
    maxHeaderSize: Math.max(PARSER_HEADER_BYTES, 2 * limits.maxHeaderBytes),
    requireHostHeader: false, // checked by us, so that the refusal is journalled
    noDelay: true,
  };
}

function wireConnections(server: Server, connections: Connections, context: ExchangeContext): void {
  server.prependListener('connection', (socket) => connections.accepted(socket));
  server.prependListener('secureConnection', (socket: TLSSocket) => connections.opened(socket));
  server.on('tlsClientError', (error, socket) => connections.failed(error, socket));
  server.on('drop', (dropped) => {
    connections.dropped({ address: dropped?.remoteAddress ?? '', port: dropped?.remotePort ?? 0 });
  });
  server.on('clientError', (problem, socket) => {
    const failure = { error: problem, socket, connection: connections.of(socket) };
    answerMalformed(context, failure).catch(() => socket.destroy());
  });
  server.on('connect', (_message, socket) => {
    const failure = { error: new Error('CONNECT'), socket, connection: connections.of(socket) };
    answerMalformed(context, failure).catch(() => socket.destroy());
  });
}

/** Before the listener of Node, which then takes the certificate that is to be shown. */
function wireIdentity(
  server: Server,
  present: Present,
  { connections, context }: { connections: Connections; context: ExchangeContext },
): void {
  server.prependListener('connection', (socket) => {
    const met = context.takeConnectionFault(context.listener);
    present(met?.identity ?? null);
    if (met !== null) connections.meets(socket, met.fault);
  });
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', reject);
      const bound: AddressInfo | string | null = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
    });
  });
}

async function close(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS); // those whose answer just ended
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}

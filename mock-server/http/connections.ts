import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Draft, JournalEntry } from '../../journal/entry.ts';
import { codeOf, readTls, refusedCode, serverNameOf } from './connection.ts';
import type { Connection, Remote } from './connection.ts';
import { handshakeCause, unfinishedTls } from './handshake-failure.ts';
import { appendQuietly, connectionDraft, handshakeDraft } from './journal-writer.ts';
import type { ExchangeContext } from './turn.ts';

const NOWHERE: Remote = { address: '', port: 0 };

/** The connections of one listener: each is journalled when it opens, and when it ends without having been used. */
export class Connections {
  readonly #context: ExchangeContext;
  readonly #bySocket = new WeakMap<object, Connection>();
  /** A socket that was torn down no longer knows its peer. */
  readonly #remotes = new WeakMap<object, Remote>();

  constructor(context: ExchangeContext) {
    this.#context = context;
  }

  /** A TCP connection came, before any TLS. */
  accepted(socket: Socket): void {
    this.#remotes.set(socket, { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 });
  }

  /** Its handshake succeeded. */
  opened(socket: TLSSocket): void {
    const { listener, journal, log } = this.#context;
    const facts = { remote: this.#remoteOf(socket), ...readTls(socket, listener) };
    const seq = appendQuietly(journal, connectionDraft(listener, facts), log);
    const openedAtMs = performance.now();
    const connection: Connection = {
      ...facts,
      seq,
      openedAtMs,
      requests: 0,
      cutFor: null,
      cutRequest: null,
    };
    this.#bySocket.set(socket, connection);
    socket.once('close', () => void this.#closed(connection));
  }

  /** Its handshake failed; `error` is what Node or OpenSSL says. */
  failed(error: Error, socket: TLSSocket): void {
    const { listener } = this.#context;
    const code = codeOf(error);
    const verification = refusedCode(socket);
    const tls = unfinishedTls(serverNameOf(socket), verification);
    const failure = { code: verification ?? code, cause: handshakeCause(code, verification), tls };
    this.#append(handshakeDraft(listener, this.#remoteOf(socket), failure));
  }

  /** It was dropped at once because too many are open. */
  dropped(remote: Remote): void {
    const { listener } = this.#context;
    const tls = unfinishedTls(null, null);
    const failure = { code: 'MAX_CONNECTIONS', cause: 'tls.too-many-connections', tls };
    this.#append(handshakeDraft(listener, remote, failure));
  }

  /** The connection of a socket on which HTTP is spoken; undefined for one that never opened. */
  of(socket: object): Connection | undefined {
    return this.#bySocket.get(socket);
  }

  async #closed(connection: Connection): Promise<void> {
    if (connection.requests > 0) return;
    const openMs = Math.round(performance.now() - connection.openedAtMs);
    try {
      const seq = await connection.seq;
      this.#append({ kind: 'connection-unused', listener: this.#context.listener, connection: seq, openMs });
    } catch {
      // the opening could not be written, and that was logged
    }
  }

  #append(draft: Draft<JournalEntry>): void {
    appendQuietly(this.#context.journal, draft, this.#context.log).catch(() => {});
  }

  #remoteOf(socket: TLSSocket): Remote {
    if (socket.remoteAddress !== undefined && socket.remotePort !== undefined) {
      return { address: socket.remoteAddress, port: socket.remotePort };
    }
    const below: unknown = Reflect.get(socket, '_parent'); // the TCP socket; the only trace once TLS was torn down
    return (typeof below === 'object' && below !== null ? this.#remotes.get(below) : undefined) ?? NOWHERE;
  }
}

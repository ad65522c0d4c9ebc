import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Draft, HandshakeFailureEntry, JournalEntry, RefusalCause } from '../../journal/entry.ts';
import type { ArmedFault } from '../faults/fault-schema.ts';
import { codeOf, readTls, refusedCode, serverNameOf } from './connection.ts';
import type { Connection, Remote } from './connection.ts';
import { handshakeCause, unfinishedTls } from './handshake-failure.ts';
import { appendQuietly, connectionDraft, handshakeDraft } from './journal-writer.ts';
import type { ExchangeContext } from './turn.ts';

const NOWHERE: Remote = { address: '', port: 0 };

/** Code of a handshake that OpenSSL found good and that our own rules refuse (revocation, the mock's clock, lost trust). */
const REFUSED_BY_RULE = 'REFUSED_BY_RULE';

/** What TLS said of a socket. */
type Presented = Pick<Connection, 'tls' | 'certificate'>;

/** The connections of one listener: each is journalled when it opens, and when it ends without having been used. */
export class Connections {
  /** True: a connection with a bad client certificate ends with its handshake. */
  refusesInHandshake = false;
  readonly #context: ExchangeContext;
  readonly #bySocket = new WeakMap<object, Connection>();
  /** A socket that was torn down no longer knows its peer. */
  readonly #remotes = new WeakMap<object, Remote>();
  /** Nor the certificate that the client presented; undefined while it is waited for. */
  readonly #presented = new WeakMap<TLSSocket, Presented | undefined>();
  /** The planned fault that a TCP connection met. */
  readonly #faults = new WeakMap<object, string>();

  constructor(context: ExchangeContext) {
    this.#context = context;
  }

  /** A TCP connection came, before any TLS. */
  accepted(socket: Socket): void {
    this.#remotes.set(socket, { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 });
  }

  /** A planned fault met it. */
  meets(socket: Socket, fault: ArmedFault): void {
    this.#faults.set(socket, fault.id);
    this.#append({ kind: 'fault', action: 'hit', fault });
  }

  /** Its handshake is under way; called more than once. What the client presents is looked at before Node can tear it down. */
  handshaking(socket: TLSSocket): void {
    if (this.#presented.has(socket)) return;
    this.#presented.set(socket, undefined);
    const look = (): void => void this.#presented.set(socket, readTls(socket, this.#context.listener));
    socket.prependOnceListener('secure', look);
  }

  /** Its handshake succeeded, as far as Node and OpenSSL are concerned. */
  opened(socket: TLSSocket): void {
    const { listener, journal, log } = this.#context;
    const remote = this.#remoteOf(socket);
    const presented = readTls(socket, listener);
    const refusal = this.refusesInHandshake ? this.#judge(presented) : null;
    if (refusal !== null) {
      socket.destroy();
      this.#appendFailure(socket, remote, { code: REFUSED_BY_RULE, cause: refusal.code, tls: presented.tls, refusal });
      return;
    }
    const facts = { remote, ...presented, fault: this.#faultOf(socket) };
    const seq = appendQuietly(journal, connectionDraft(listener, facts), log);
    const openedAtMs = performance.now();
    const connection: Connection = {
      remote,
      ...presented,
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
    const code = codeOf(error);
    const verification = refusedCode(socket);
    const shown = this.#presented.get(socket);
    const tls =
      shown === undefined ? unfinishedTls(serverNameOf(socket), verification) : { ...shown.tls, verification };
    const refusal =
      shown === undefined || verification === null ? null : this.#judge({ tls, certificate: shown.certificate });
    this.#appendFailure(socket, this.#remoteOf(socket), {
      code: verification ?? code,
      cause: refusal?.code ?? handshakeCause(code, verification),
      tls,
      ...(refusal === null ? {} : { refusal }),
    });
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

  #judge(presented: Presented): RefusalCause | null {
    const { checkCertificate, clock } = this.#context;
    return checkCertificate === null ? null : checkCertificate(presented, clock.nowMs());
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

  #appendFailure(
    socket: TLSSocket,
    remote: Remote,
    failure: Pick<HandshakeFailureEntry, 'code' | 'cause' | 'tls' | 'refusal'>,
  ): void {
    const fault = this.#faultOf(socket);
    const met = fault === null ? {} : { fault };
    this.#append(handshakeDraft(this.#context.listener, remote, { ...failure, ...met }));
  }

  #append(draft: Draft<JournalEntry>): void {
    appendQuietly(this.#context.journal, draft, this.#context.log).catch(() => {});
  }

  #faultOf(socket: TLSSocket): string | null {
    return this.#faults.get(below(socket) ?? socket) ?? null;
  }

  #remoteOf(socket: TLSSocket): Remote {
    if (socket.remoteAddress !== undefined && socket.remotePort !== undefined) {
      return { address: socket.remoteAddress, port: socket.remotePort };
    }
    const tcp = below(socket);
    return (tcp === null ? undefined : this.#remotes.get(tcp)) ?? NOWHERE;
  }
}

/** The TCP socket under a TLS one; the only trace once TLS was torn down. */
function below(socket: TLSSocket): object | null {
  const tcp: unknown = Reflect.get(socket, '_parent');
  return typeof tcp === 'object' ? tcp : null;
}

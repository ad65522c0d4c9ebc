import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { issuerDnOf, subjectDnOf } from '../../certs/subject-dn.ts';
import type { ListenerName, PeerCertificate, TlsFacts } from '../../journal/entry.ts';

/** Address and port of a client. */
export interface Remote {
  readonly address: string;
  readonly port: number;
}

/** One TLS connection whose handshake succeeded. */
export interface Connection {
  readonly remote: Remote;
  readonly tls: TlsFacts;
  /** The leaf that the client presented; null when it presented none or was not asked. */
  readonly certificate: X509Certificate | null;
  /** `seq` of its journal entry. */
  readonly seq: Promise<number>;
  readonly openedAtMs: number;
  /** Requests of which at least the header was read. */
  requests: number;
  /** Why the server itself ended the reading of a request; null when it did not, or when the client left. */
  cutFor: 'timeout' | 'malformed' | null;
  /** Ends the reading of the request in progress; null when none is being read. */
  cutRequest: (() => void) | null;
}

/** What TLS said of a socket, and the leaf it holds. On the API listener no certificate is asked: `verification` is null. */
export function readTls(socket: TLSSocket, listener: ListenerName): Pick<Connection, 'tls' | 'certificate'> {
  const certificate = socket.getPeerX509Certificate() ?? null;
  const tls: TlsFacts = {
    version: socket.getProtocol(),
    cipher: cipherOf(socket),
    resumed: socket.isSessionReused(),
    serverName: serverNameOf(socket),
    peer: certificate === null ? null : peerOf(certificate),
    verification: listener === 'api' ? null : verificationOf(socket, certificate),
  };
  return { tls, certificate };
}

/** SNI name of a socket; null when the client sent none. */
export function serverNameOf(socket: TLSSocket): string | null {
  const name: unknown = Reflect.get(socket, 'servername'); // `false` when the client sent none
  return typeof name === 'string' && name !== '' ? name : null;
}

/** OpenSSL's code is misleading when there is no certificate (`UNABLE_TO_GET_ISSUER_CERT`): the leaf itself tells. */
function verificationOf(socket: TLSSocket, certificate: X509Certificate | null): string {
  if (certificate === null) return 'none';
  return refusedCode(socket) ?? 'ok';
}

/** OpenSSL's code for a certificate that did not verify; null when it did, or when there is none to verify. */
export function refusedCode(socket: TLSSocket): string | null {
  const error: unknown = socket.authorizationError; // a text or null, whatever its type says
  if (error instanceof Error) return codeOf(error);
  return typeof error === 'string' ? error : null;
}

/** Code of a Node or OpenSSL error; the message when it has none. */
export function codeOf(error: Error): string {
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : error.message;
}

function cipherOf(socket: TLSSocket): string | null {
  const cipher: { readonly name: string } | undefined = socket.getCipher();
  return cipher?.name ?? null;
}

function peerOf(certificate: X509Certificate): PeerCertificate {
  return {
    subjectDn: subjectDnOf(certificate),
    issuerDn: issuerDnOf(certificate),
    serial: certificate.serialNumber,
    sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    validFrom: certificate.validFromDate.toISOString(),
    validTo: certificate.validToDate.toISOString(),
  };
}

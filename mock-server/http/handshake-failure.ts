import type { TlsFacts } from '../../journal/entry.ts';
import type { ErrorCode } from '../../messages/error-codes.ts';

/** Stable cause of a handshake that failed. */
export type HandshakeCause = Extract<ErrorCode, `tls.${string}`>;

/** OpenSSL's and Node's codes, each with what it means to someone who must mend it. */
const CAUSES: Readonly<Record<string, HandshakeCause>> = {
  ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE: 'tls.no-certificate',
  ERR_SSL_HTTP_REQUEST: 'tls.not-tls',
  ERR_SSL_HTTPS_PROXY_REQUEST: 'tls.not-tls',
  ERR_SSL_WRONG_VERSION_NUMBER: 'tls.not-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'tls.not-tls',
  ERR_SSL_RECORD_LENGTH_MISMATCH: 'tls.not-tls',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'tls.protocol-version',
  ERR_SSL_VERSION_TOO_LOW: 'tls.protocol-version',
  ERR_SSL_INAPPROPRIATE_FALLBACK: 'tls.protocol-version',
  ERR_SSL_NO_SHARED_CIPHER: 'tls.no-shared-cipher',
  ERR_SSL_NO_SUITABLE_KEY_SHARE: 'tls.no-shared-cipher',
  ERR_SSL_NO_SHARED_SIGNATURE_ALGORITHMS: 'tls.no-shared-cipher',
  ERR_TLS_HANDSHAKE_TIMEOUT: 'tls.timeout',
  ECONNRESET: 'tls.reset',
  EPIPE: 'tls.reset',
};

/** Alerts with which a client says that it does not trust our certificate. */
const REJECTIONS =
  /ALERT_(UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN|CERTIFICATE_EXPIRED|CERTIFICATE_REVOKED|UNSUPPORTED_CERTIFICATE|ACCESS_DENIED|UNRECOGNIZED_NAME)/;

/** The cause of a handshake's end, from OpenSSL's code and, when we ended it ourselves, from the verification. */
export function handshakeCause(code: string, verification: string | null): HandshakeCause {
  if (verification !== null && verification !== 'ok') {
    return verification === 'none' ? 'tls.no-certificate' : 'tls.certificate-refused';
  }
  const known = CAUSES[code];
  if (known !== undefined) return known;
  if (REJECTIONS.test(code)) return 'tls.client-rejected-server';
  if (code.includes('ALERT_PROTOCOL_VERSION')) return 'tls.protocol-version';
  return 'tls.other';
}

/** What is known of TLS when the handshake never ended. */
export function unfinishedTls(serverName: string | null, verification: string | null): TlsFacts {
  return { version: null, cipher: null, resumed: false, serverName, peer: null, verification };
}

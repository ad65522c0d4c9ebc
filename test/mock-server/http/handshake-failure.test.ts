import { expect, it } from 'vitest';
import { handshakeCause } from '../../../mock-server/http/handshake-failure.ts';

it.each([
  ['ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE', null, 'tls.no-certificate'],
  ['ECONNRESET', 'CERT_HAS_EXPIRED', 'tls.certificate-refused'],
  ['ECONNRESET', null, 'tls.reset'],
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', null, 'tls.client-rejected-server'],
  ['ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE', null, 'tls.client-rejected-server'],
  ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN', null, 'tls.client-rejected-server'],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', null, 'tls.protocol-version'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', null, 'tls.protocol-version'],
  ['ERR_SSL_HTTP_REQUEST', null, 'tls.not-tls'],
  ['ERR_TLS_HANDSHAKE_TIMEOUT', null, 'tls.timeout'],
  ['SOMETHING_NEW', null, 'tls.other'],
] as const)('%s with verification %s is %s', (...row) => {
  const [code, verification, cause] = row;
  expect(handshakeCause(code, verification)).toBe(cause);
});

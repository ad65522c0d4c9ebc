import 'reflect-metadata';
import { createHash, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;

/** Fixed, so that the same key always has the same certificate. */
const VALIDITY = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') };

/**
 * The self-signed certificate of an RSA key of a realm, as DER: `CN=<realm>`, ten years, as Keycloak makes it for a key that it
 * generates itself. The same key gives the same bytes each time.
 */
export async function realmCertificate(privateKey: KeyObject, realm: string): Promise<Buffer> {
  const publicKey = createPublicKey(privateKey);
  const print = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: `01${print.toString('hex', 0, 8)}`,
    name: `CN=${realm}`,
    ...VALIDITY,
    signingAlgorithm: RSA,
    keys: {
      privateKey: privateKey.toCryptoKey(RSA, false, ['sign']),
      publicKey: publicKey.toCryptoKey(RSA, true, ['verify']),
    },
  });
  return Buffer.from(certificate.rawData);
}

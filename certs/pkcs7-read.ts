import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { CertificateFileError } from './certificate-file-error.ts';

/** OID 1.2.840.113549.1.7.2 (signedData) in DER. */
const SIGNED_DATA = Buffer.from('06092a864886f70d010702', 'hex');

/** True for bytes that start as a PKCS#7 container does: a sequence whose first member says signedData. */
export function looksLikeP7b(bytes: Buffer): boolean {
  return bytes[0] === 0x30 && bytes.subarray(0, 24).includes(SIGNED_DATA);
}

/**
 * The certificates of a PKCS#7 container (`.p7b`, DER), the form in which ANS publishes the chain of its authorities.
 * @throws {CertificateFileError} `certs.not-a-certificate`
 */
export function readP7b(bytes: Buffer, file: string): readonly [X509Certificate, ...X509Certificate[]] {
  try {
    const held = new x509.X509Certificates(Uint8Array.from(bytes));
    const [first, ...others] = [...held].map((one) => new X509Certificate(Buffer.from(one.rawData)));
    if (first !== undefined) return [first, ...others];
  } catch (error) {
    throw new CertificateFileError('certs.not-a-certificate', file, error);
  }
  throw new CertificateFileError('certs.not-a-certificate', file);
}

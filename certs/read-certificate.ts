import { X509Certificate } from 'node:crypto';
import { open } from 'node:fs/promises';
import { CertificateFileError } from './certificate-file-error.ts';

/** Larger files are not certificates; also bounds what a hostile file can cost. */
const MAX_FILE_BYTES = 1024 * 1024;

/** What a certificate file holds. */
export interface CertificateFile {
  /** At least one; in a PKCS#12 file the certificate of the key comes first, in a PEM file they stand as written. */
  readonly certificates: readonly [X509Certificate, ...X509Certificate[]];
  readonly format: 'pem' | 'der' | 'p7b' | 'p12';
  /** True when the file also holds a private key. It is never read, copied or shown. */
  readonly hasPrivateKey: boolean;
}

/**
 * Reads the certificates of a PEM, DER, PKCS#7 or PKCS#12 file, whatever its name. Private keys in it are neither returned nor shown.
 * @param password of a PKCS#12 file; ignored for others. Default: none, which opens files without password or with the empty one.
 * @throws {CertificateFileError} with a stable code.
 */
export async function readCertificateFile(file: string, password?: string): Promise<CertificateFile> {
  const bytes = await readBounded(file);
  const pem = PEM_PKCS7.test(bytes.toString('latin1')) ? null : pemCertificates(bytes, file);
  if (pem !== null)
    return { certificates: pem, format: 'pem', hasPrivateKey: PEM_PRIVATE_KEY.test(bytes.toString('latin1')) };
  const single = derCertificate(bytes);
  if (single !== null) return { certificates: [single], format: 'der', hasPrivateKey: false };
  const p7b = await p7bCertificates(bytes, file);
  if (p7b !== null) return { certificates: p7b, format: 'p7b', hasPrivateKey: false };
  if (!looksLikeP12(bytes)) throw new CertificateFileError('certs.not-a-certificate', file);
  const { readP12 } = await import('./pkcs12-read.ts');
  return { ...(await readP12(bytes, { file, password })), format: 'p12' };
}

/** The certificate that identifies its holder: the first that is not an authority, else the first. */
export function leafOf(certificates: CertificateFile['certificates']): X509Certificate {
  return certificates.find((certificate) => !certificate.ca) ?? certificates[0];
}

async function readBounded(file: string): Promise<Buffer> {
  try {
    await using handle = await open(file);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of handle.createReadStream({ autoClose: false })) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > MAX_FILE_BYTES) throw new CertificateFileError('certs.file-too-large', file);
      chunks.push(bytes);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    if (error instanceof CertificateFileError) throw error;
    throw new CertificateFileError('certs.file-unreadable', file, error);
  }
}

const PEM_PRIVATE_KEY = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/;

const PEM_CERTIFICATE =
  /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[^-]*-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g;

/** Null when this is not a PEM file; a PEM file without certificate (a key, a request) is an error. */
function pemCertificates(bytes: Buffer, file: string): CertificateFile['certificates'] | null {
  const text = bytes.toString('latin1');
  if (!text.includes('-----BEGIN ')) return null;
  try {
    const [first, ...others] = [...text.matchAll(PEM_CERTIFICATE)].map(([block]) => new X509Certificate(block));
    if (first !== undefined) return [first, ...others];
  } catch (error) {
    throw new CertificateFileError('certs.not-a-certificate', file, error);
  }
  throw new CertificateFileError('certs.not-a-certificate', file);
}

const PEM_PKCS7 = /-----BEGIN (?:PKCS7|CMS)-----([^-]*)-----END (?:PKCS7|CMS)-----/;

/** Null when this is no PKCS#7 container, in DER or in PEM. */
async function p7bCertificates(bytes: Buffer, file: string): Promise<CertificateFile['certificates'] | null> {
  const armoured = PEM_PKCS7.exec(bytes.toString('latin1'))?.[1];
  const { looksLikeP7b, readP7b } = await import('./pkcs7-read.ts');
  if (armoured !== undefined) return readP7b(Buffer.from(armoured, 'base64'), file);
  return looksLikeP7b(bytes) ? readP7b(bytes, file) : null;
}

function derCertificate(bytes: Buffer): X509Certificate | null {
  try {
    return new X509Certificate(bytes);
  } catch {
    return null; // perhaps a PKCS#12 file
  }
}

/** A PKCS#12 file starts with SEQUENCE { INTEGER 3, in definite or indefinite length. */
function looksLikeP12(bytes: Buffer): boolean {
  const lengthByte = bytes[1] ?? 0;
  const headerBytes = 2 + (lengthByte > 0x80 ? lengthByte - 0x80 : 0);
  return bytes[0] === 0x30 && bytes.subarray(headerBytes, headerBytes + 3).equals(Uint8Array.of(0x02, 0x01, 0x03));
}

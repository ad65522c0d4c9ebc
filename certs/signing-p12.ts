import { CertificateFileError } from './certificate-file-error.ts';
import { readP12 } from './pkcs12-read.ts';
import type { P12Source } from './pkcs12-read.ts';
import { storedCertificates, storedKey } from './pkcs12-stored.ts';
import { SigningKeyError, signingKeyOf } from './signing-key.ts';
import type { SigningKey } from './signing-key.ts';

/**
 * A key and its certificates from a PKCS#12 file, as an authority delivers it.
 * @throws {SigningKeyError} as `readSigningKey`; `password` when it does not open the file
 */
export async function readSigningP12(bytes: Buffer, source: P12Source): Promise<SigningKey> {
  await assertPassword(bytes, source);
  const password = source.password ?? '';
  const key = await storedKey(bytes, password).catch((error: unknown) => {
    throw new SigningKeyError('unreadable', error);
  });
  if (key === null) throw new SigningKeyError('unreadable');
  const { certificates } = await storedCertificates(bytes, password);
  // Not every tool says which certificate is that of the key.
  const own = certificates.filter((certificate) => certificate.checkPrivateKey(key));
  return signingKeyOf(key, [...own, ...certificates.filter((certificate) => !own.includes(certificate))]);
}

async function assertPassword(bytes: Buffer, source: P12Source): Promise<void> {
  try {
    await readP12(bytes, source);
  } catch (error) {
    const isPassword =
      error instanceof CertificateFileError && ['certs.password-needed', 'certs.wrong-password'].includes(error.code);
    throw new SigningKeyError(isPassword ? 'password' : 'unreadable', error);
  }
}

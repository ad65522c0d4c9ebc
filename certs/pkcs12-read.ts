import { X509Certificate } from 'node:crypto';
import { duplexPair } from 'node:stream';
import { connect, createSecureContext, TLSSocket } from 'node:tls';
import type { SecureContext } from 'node:tls';
import { CertificateFileError } from './certificate-file-error.ts';
import { storedCertificates } from './pkcs12-stored.ts';

type Certificates = readonly [X509Certificate, ...X509Certificate[]];

/** An old, weak certificate must be shown too; nothing is ever sent with it. */
const ANY_STRENGTH = 'DEFAULT@SECLEVEL=0';

/** The file, for errors, and its password when there is one. */
export interface P12Source {
  readonly file: string;
  readonly password: string | undefined;
}

/**
 * Certificates of a PKCS#12 file, that of the key first. OpenSSL checks the password and opens all that it knows. What it does
 * not open, a trust store without key or an encryption of before 2022, is taken apart here.
 * @throws {CertificateFileError} `certs.password-needed`, `certs.wrong-password`, `certs.p12-unsupported` or `certs.not-a-certificate`.
 */
export async function readP12(
  bytes: Buffer,
  source: P12Source,
): Promise<{ certificates: Certificates; hasPrivateKey: boolean }> {
  const password = source.password ?? '';
  try {
    const context = createSecureContext({ pfx: bytes, passphrase: password, ciphers: ANY_STRENGTH });
    return { certificates: await presentedCertificates(context), hasPrivateKey: true };
  } catch (error) {
    if (isPasswordFailure(error)) {
      const code = source.password === undefined ? 'certs.password-needed' : 'certs.wrong-password';
      throw new CertificateFileError(code, source.file, error);
    }
    const stored = await storedCertificates(bytes, password).catch(() => null);
    const [first, ...others] = stored?.certificates ?? [];
    if (first !== undefined) return { certificates: [first, ...others], hasPrivateKey: stored?.hasPrivateKey === true };
    throw new CertificateFileError('certs.p12-unsupported', source.file, error);
  }
}

/** Messages of OpenSSL; Node gives no code with them. */
function isPasswordFailure(error: unknown): boolean {
  return error instanceof Error && /mac verify (failure|error)|bad decrypt/i.test(error.message);
}

/**
 * Node loads a PKCS#12 file but does not show what was in it. So the context presents its certificate, in memory, to a TLS client, which
 * can show it.
 */
async function presentedCertificates(context: SecureContext): Promise<Certificates> {
  const [serverSide, clientSide] = duplexPair();
  const server = new TLSSocket(serverSide, { isServer: true, secureContext: context });
  const client = connect({ socket: clientSide, rejectUnauthorized: false, ciphers: ANY_STRENGTH });
  try {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    client.once('secureConnect', resolve).once('error', reject);
    server.once('error', reject);
    await promise;
    const leaf = client.getPeerX509Certificate();
    if (leaf === undefined) throw new Error('the PKCS#12 file presented no certificate');
    return [leaf, ...issuersOf(leaf)];
  } finally {
    client.destroy();
    server.destroy();
  }
}

function issuersOf(leaf: X509Certificate): X509Certificate[] {
  const issuers: X509Certificate[] = [];
  for (let issuer = leaf.issuerCertificate; issuer !== undefined; issuer = issuer.issuerCertificate) {
    const { fingerprint256 } = issuer;
    if (issuers.some((known) => known.fingerprint256 === fingerprint256)) break;
    issuers.push(issuer);
  }
  return issuers;
}

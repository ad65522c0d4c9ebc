import type { X509Certificate } from 'node:crypto';
import { CertificateFileError } from './certificate-file-error.ts';
import { isKnownProductionRoot } from './known-roots.ts';
import { readCertificateFile } from './read-certificate.ts';

/**
 * The authorities in files that a user gives to be trusted beside the test PKI, such as the chain of IGC-Santé TEST: each file PEM, DER
 * or PKCS#7, all of them together complete up to self-signed roots.
 * @param isForbidden what is never trusted. Default: the production root of IGC-Santé.
 * @throws {CertificateFileError} `certs.trust-production`, `certs.trust-private-key`, `certs.trust-not-authority`,
 * `certs.trust-incomplete`, or as `readCertificateFile`
 * @see pki-and-oauth §2.2, §8.2
 */
export async function readTrustedAuthorities(
  files: readonly string[],
  isForbidden: (certificate: X509Certificate) => boolean = isKnownProductionRoot,
): Promise<readonly X509Certificate[]> {
  const read = await Promise.all(files.map(async (file) => ({ file, certificates: await readAuthorities(file) })));
  const all = read.flatMap(({ certificates }) => certificates);
  for (const { file, certificates } of read) {
    if (certificates.some(isForbidden)) throw new CertificateFileError('certs.trust-production', file);
    if (certificates.some((one) => !reachesRoot(one, all))) {
      throw new CertificateFileError('certs.trust-incomplete', file);
    }
  }
  const known = new Set<string>();
  return all.filter(({ fingerprint256 }) => !known.has(fingerprint256) && known.add(fingerprint256).size > 0);
}

async function readAuthorities(file: string): Promise<readonly X509Certificate[]> {
  const { certificates, hasPrivateKey } = await readCertificateFile(file);
  if (hasPrivateKey) throw new CertificateFileError('certs.trust-private-key', file);
  if (certificates.some(({ ca }) => !ca)) throw new CertificateFileError('certs.trust-not-authority', file);
  return certificates;
}

/** A chain has at most as many links as there are authorities. */
function reachesRoot(authority: X509Certificate, all: readonly X509Certificate[]): boolean {
  let current = authority;
  for (let link = 0; link <= all.length; link += 1) {
    if (isSignedBy(current, current)) return true;
    const child = current;
    const issuer = all.find((one) => isSignedBy(child, one));
    if (issuer === undefined) return false;
    current = issuer;
  }
  return false;
}

function isSignedBy(child: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return child.checkIssued(issuer) && child.verify(issuer.publicKey);
  } catch {
    return false; // a key that cannot be read signs nothing
  }
}

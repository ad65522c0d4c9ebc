import type { X509Certificate } from 'node:crypto';

/** True when a certificate is one of those that are trusted, or leads to one of them over certificates that came along. */
export function leadsTo(
  signer: X509Certificate,
  between: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
): boolean {
  const isThere = (one: X509Certificate): boolean =>
    trusted.some(({ fingerprint256 }) => fingerprint256 === one.fingerprint256);
  let current = signer;
  for (let link = 0; link <= between.length; link += 1) {
    const child = current;
    if (isThere(child) || trusted.some((one) => isIssued(child, one))) return true;
    const issuer = between.find((one) => isIssued(child, one) && one.fingerprint256 !== child.fingerprint256);
    if (issuer === undefined) return false;
    current = issuer;
  }
  return false;
}

function isIssued(child: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return issuer.ca && child.checkIssued(issuer) && child.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

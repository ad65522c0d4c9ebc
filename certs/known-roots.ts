import type { X509Certificate } from 'node:crypto';

/** SHA-256 of the production root of IGC-Santé, range Élémentaire. */
const KNOWN_PRODUCTION_ROOTS: ReadonlySet<string> = new Set([
  '2D:9E:22:CA:19:F7:77:C6:B7:45:25:7C:72:3E:CB:8D:F3:C3:5F:A6:F1:F6:EC:36:B8:36:00:C9:73:46:96:7F',
]);

/**
 * True for a root of the real, production IGC-Santé: nothing here may trust it, because real certificates would then be shown to
 * a test server.
 * @see pki-and-oauth §2.2
 */
export function isKnownProductionRoot(certificate: Pick<X509Certificate, 'fingerprint256'>): boolean {
  return KNOWN_PRODUCTION_ROOTS.has(certificate.fingerprint256.toUpperCase());
}

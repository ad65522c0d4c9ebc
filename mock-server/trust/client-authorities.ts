import { readFile } from 'node:fs/promises';
import type { Pki } from '../../certs/pki.ts';

/**
 * Whose client certificates are let in: the authorities of the test PKI, and those in the files that the user gave beside, as PEM.
 * @throws CertificateFileError as `readTrustedAuthorities`: never the production root, never a private key
 */
export async function clientAuthorities(pki: Pick<Pki, 'clientCa'>, trustCa: readonly string[] = []): Promise<string> {
  const own = await readFile(pki.clientCa, 'utf8');
  if (trustCa.length === 0) return own;
  const { readTrustedAuthorities } = await import('../../certs/trusted-authorities.ts');
  const given = await readTrustedAuthorities(trustCa);
  return [own.trimEnd(), ...given.map((authority) => authority.toString().trimEnd()), ''].join('\n');
}

import { X509Certificate } from 'node:crypto';
import { certificatePem, generateKeys, issueClient, privateKeyDer, privateKeyPem } from './issue.ts';
import type { KeyType, LeafUsage, Validity } from './issue.ts';
import { loadAuthority } from './load-authority.ts';
import { leafP12 } from './make-pki.ts';
import { pkiPaths } from './pki-layout.ts';
import type { IssuedEntry, PkiManifest } from './pki-manifest.ts';
import { subjectDnOf } from './subject-dn.ts';
import type { Subject } from './subjects.ts';

/** What to issue. */
export interface LeafRecipe {
  /** Name of its folder. */
  readonly name: string;
  readonly stamp: string;
  readonly subject: Subject;
  readonly validity: Validity;
  readonly keyType: KeyType;
  readonly usage: LeafUsage;
}

/** A leaf of the intermediate authority: its files by relative path, and its line in the manifest. */
export async function makeLeaf(
  dir: string,
  held: PkiManifest,
  recipe: LeafRecipe,
): Promise<{ files: Map<string, string | Uint8Array>; entry: IssuedEntry }> {
  const { name, stamp, subject, validity, usage } = recipe;
  const [issuer, keys] = await Promise.all([loadAuthority(dir, held, 'intermediate'), generateKeys(recipe.keyType)]);
  const issued = await issueClient(subject, { keys, issuer, validity, usage });
  const cert = certificatePem(issued.certificate);
  const certificate = new X509Certificate(cert);
  const paths = pkiPaths(stamp);
  const files = new Map<string, string | Uint8Array>([
    [paths.issuedCert(name), cert],
    [paths.issuedKey(name), await privateKeyPem(keys)],
    [paths.issuedP12(name), await leafP12({ name, cert, keyDer: await privateKeyDer(keys) })],
  ]);
  const entry: IssuedEntry = {
    name,
    stamp,
    subjectDn: subjectDnOf(certificate),
    serialNumber: certificate.serialNumber,
    expiresAt: validity.notAfter.toISOString(),
  };
  return { files, entry };
}

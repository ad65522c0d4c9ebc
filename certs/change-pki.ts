import type { MadePki } from './make-pki.ts';
import { PkiError } from './pki-error.ts';
import { withPkiLock } from './pki-lock.ts';
import { digestsOf, readManifest } from './pki-manifest.ts';
import type { PkiManifest } from './pki-manifest.ts';
import { writePki } from './write-pki.ts';

/** What a change adds: files by relative path, and the fields of the manifest that become others. */
export interface PkiChange {
  readonly files: MadePki['files'];
  readonly manifest?: Partial<Pick<PkiManifest, 'issued' | 'revoked'>>;
}

/**
 * The manifest of a test PKI that must be there.
 * @throws {PkiError} `certs.no-pki`
 */
export async function heldManifest(dir: string): Promise<PkiManifest> {
  const manifest = await readManifest(dir);
  if (manifest === null) throw new PkiError('certs.no-pki', dir, { message: `there is no test PKI in ${dir}` });
  return manifest;
}

/**
 * Changes a test PKI that is there, under its lock: all of the change is written or none of it.
 * @param change is given the manifest as it stands under the lock; null when there is nothing to do.
 * @returns the manifest after the change.
 * @throws {PkiError} `certs.no-pki`, `certs.locked` or `certs.directory-unusable`.
 */
export async function changePki(
  dir: string,
  change: (held: PkiManifest) => Promise<PkiChange | null>,
): Promise<PkiManifest> {
  await heldManifest(dir); // no lock file is put where there is no PKI
  return await withPkiLock(dir, async () => {
    const held = await heldManifest(dir);
    const made = await change(held);
    if (made === null) return held;
    const files = { ...held.files, ...digestsOf(made.files) };
    const manifest: PkiManifest = { ...held, ...made.manifest, files };
    await writePki(dir, { manifest, files: made.files });
    return manifest;
  });
}

import path from 'node:path';
import type { Pki } from './pki.ts';
import { describePki } from './pki-layout.ts';
import { readManifest } from './pki-manifest.ts';

/** The test PKI that is in a directory, as it is; null when there is none. Nothing is made or changed. */
export async function heldPki(dir: string): Promise<Pki | null> {
  const manifest = await readManifest(dir);
  return manifest === null ? null : describePki(path.resolve(dir), manifest);
}

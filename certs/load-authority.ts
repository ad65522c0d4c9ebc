import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadIssued } from './issue.ts';
import type { Issued } from './issue.ts';
import { pkiPaths } from './pki-layout.ts';
import type { PkiManifest } from './pki-manifest.ts';

/** An authority of a test PKI with its key, which is kept for what is issued on demand. */
export async function loadAuthority(dir: string, held: PkiManifest, name: 'root' | 'intermediate'): Promise<Issued> {
  const paths = pkiPaths(held.stamp);
  const read = async (relative: string): Promise<string> => await readFile(path.join(dir, relative), 'utf8');
  const files = name === 'root' ? [paths.rootPem, paths.rootKey] : [paths.intermediatePem, paths.intermediateKey];
  const [cert = '', key = ''] = await Promise.all(files.map(read));
  return await loadIssued({ cert, key }, held.keyType);
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { changePki } from './change-pki.ts';
import type { LeafFiles, Pki } from './pki.ts';
import { legacyP12 } from './pki-layout.ts';
import { isIntact } from './pki-manifest.ts';

/**
 * Writes, beside the `.p12` of a leaf, one in the encoding of tools of before 2022 (3DES, SHA-1), for stacks that open no other.
 * @returns its path.
 */
export async function writeLegacyP12(pki: Pick<Pki, 'dir'>, leaf: LeafFiles<string>): Promise<string> {
  const relative = path.relative(pki.dir, legacyP12(leaf.p12)).split(path.sep).join('/');
  await changePki(pki.dir, async (held) => {
    if (await isIntact(pki.dir, held, relative)) return null;
    const { writeOldKeyP12 } = await import('./pkcs12-write-old.ts');
    const [cert, key] = await Promise.all([readFile(leaf.cert, 'utf8'), readFile(leaf.key, 'utf8')]);
    const p12 = writeOldKeyP12({ alias: leaf.name, cert, key }, leaf.p12Password);
    return { files: new Map([[relative, p12]]) };
  });
  return legacyP12(leaf.p12);
}

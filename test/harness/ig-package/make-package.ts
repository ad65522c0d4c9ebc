import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';

/** One entry of an archive to make; `type` default `file`. */
export interface Entry {
  readonly name: string;
  readonly content?: string | Buffer;
  readonly type?: 'file' | 'directory' | 'symlink' | 'link' | 'fifo' | 'character-device';
  readonly linkname?: string;
}

/** Writes a `.tgz` with these entries. */
export async function writePackage(file: string, entries: readonly Entry[]): Promise<void> {
  const archive = pack();
  for (const { name, content, type = 'file', linkname } of entries) {
    const header = { name, type, ...(linkname === undefined ? {} : { linkname }) };
    archive.entry(header, type === 'file' ? Buffer.from(content ?? '') : '');
  }
  archive.finalize();
  await pipeline(archive, createGzip(), createWriteStream(file));
}

/** The manifest of a package, as an entry. */
export function manifest(overrides: Readonly<Record<string, unknown>> = {}): Entry {
  const content = { name: 'ans.fhir.fr.ror', version: '0.7.0', fhirVersions: ['4.0.1'], ...overrides };
  return { name: 'package/package.json', content: JSON.stringify(content) };
}

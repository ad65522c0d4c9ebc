import { createHash } from 'node:crypto';
import type { Fault } from './fault.ts';
import { PACK_FILES } from './pack-format.ts';
import type { PackReader } from './pack-reader.ts';

const LINE = /^([0-9a-f]{64}) {2}(\S.*)$/;
/** The only files that the manifest does not name. */
const OUTSIDE: ReadonlySet<string> = new Set([PACK_FILES.manifest, PACK_FILES.signature, PACK_FILES.timeStamp]);

/** Compares every file of a pack with its manifest: changed, removed, added. */
export async function verifyManifest(reader: PackReader, manifest: string): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  const named = new Set<string>();
  for (const line of manifest.split('\n').slice(0, -1)) {
    const [, sha256, file] = LINE.exec(line) ?? [];
    if (sha256 === undefined || file === undefined || named.has(file)) {
      faults.push({ text: 'evidence.fault-manifest-line', values: { line: JSON.stringify(line).slice(0, 120) } });
      continue;
    }
    named.add(file);
    faults.push(...(await verifyFile(reader, file, sha256)));
  }
  for (const file of reader.paths) {
    if (!named.has(file) && !OUTSIDE.has(file)) faults.push({ text: 'evidence.fault-file-added', values: { file } });
  }
  return faults;
}

async function verifyFile(reader: PackReader, file: string, sha256: string): Promise<readonly Fault[]> {
  if (!reader.has(file)) return [{ text: 'evidence.fault-file-removed', values: { file } }];
  const hash = createHash('sha256');
  try {
    for await (const chunk of await reader.stream(file)) hash.update(chunk);
  } catch {
    return [{ text: 'evidence.fault-file-changed', values: { file } }];
  }
  return hash.digest('hex') === sha256 ? [] : [{ text: 'evidence.fault-file-changed', values: { file } }];
}

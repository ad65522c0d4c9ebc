import { createHash } from 'node:crypto';
import type { Fault } from './fault.ts';
import { PACK_FILES } from './pack-format.ts';
import type { PackReader } from './pack-reader.ts';

const LINE = /^([0-9a-f]{64}) {2}(\S.*)$/;
/** The only files that the manifest does not name. */
const OUTSIDE: ReadonlySet<string> = new Set([PACK_FILES.manifest, PACK_FILES.signature, PACK_FILES.timeStamp]);

/** What a manifest was compared with. */
export interface ManifestReport {
  readonly faults: readonly Fault[];
  /** SHA-256 of each file that it names and that can be read, as the pack holds it, whatever the manifest says. */
  readonly digests: ReadonlyMap<string, string>;
}

/** Compares every file of a pack with its manifest: changed, removed, added. */
export async function verifyManifest(reader: PackReader, manifest: string): Promise<ManifestReport> {
  const faults: Fault[] = [];
  const digests = new Map<string, string>();
  const named = new Set<string>();
  for (const line of manifest.split('\n').slice(0, -1)) {
    const [, sha256, file] = LINE.exec(line) ?? [];
    if (sha256 === undefined || file === undefined || named.has(file)) {
      faults.push({ text: 'evidence.fault-manifest-line', values: { line: JSON.stringify(line).slice(0, 120) } });
      continue;
    }
    named.add(file);
    if (!reader.has(file)) {
      faults.push({ text: 'evidence.fault-file-removed', values: { file } });
      continue;
    }
    const seen = await digestOf(reader, file);
    if (seen !== null) digests.set(file, seen);
    if (seen !== sha256) faults.push({ text: 'evidence.fault-file-changed', values: { file } });
  }
  return { faults: [...faults, ...addedFaults(reader, named)], digests };
}

function addedFaults(reader: PackReader, named: ReadonlySet<string>): readonly Fault[] {
  const added = reader.paths.filter((file) => !named.has(file) && !OUTSIDE.has(file));
  return added.map((file) => ({ text: 'evidence.fault-file-added', values: { file } }));
}

/** SHA-256 of the bytes of a file of the pack; null when they cannot be read. */
export async function digestOf(reader: PackReader, file: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of await reader.stream(file)) hash.update(chunk);
  } catch {
    return null;
  }
  return hash.digest('hex');
}

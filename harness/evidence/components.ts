import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';

const manifestSchema = z.looseObject({
  name: z.string(),
  version: z.string(),
  /** Not every package has the member. */
  license: z.unknown().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
});

type Manifest = z.infer<typeof manifestSchema>;

/**
 * What rorkit is made of, as a CycloneDX 1.6 document: each package as it is installed here, with version and licence.
 * @param packageFile package.json of rorkit
 */
export function listComponents(packageFile: string): string {
  const root = readManifest(packageFile);
  const found = new Map<string, Manifest>();
  collect(packageFile, root, found);
  const components = [...found.entries()]
    .toSorted(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([, one]) => component(one));
  const metadata = { component: { ...component(root), type: 'application' } };
  return `${JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, metadata, components }, null, 2)}\n`;
}

/** Walks the dependencies that are installed, each version once. */
function collect(file: string, manifest: Manifest, found: Map<string, Manifest>): void {
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    const installed = findPackage(file, name);
    if (installed === null) continue;
    const own = readManifest(installed);
    const key = purl(own);
    if (found.has(key)) continue;
    found.set(key, own);
    collect(installed, own, found);
  }
}

function readManifest(file: string): Manifest {
  return manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** A package found the way Node finds it, without loading anything of it. */
function findPackage(from: string, name: string): string | null {
  const paths = createRequire(from).resolve.paths(name) ?? [];
  return paths.map((path) => join(path, name, 'package.json')).find((file) => existsSync(file)) ?? null;
}

function component(manifest: Manifest): Record<string, unknown> {
  const { name, version, license } = manifest;
  const licenses = typeof license === 'string' ? { licenses: [{ expression: license }] } : {};
  return { type: 'library', 'bom-ref': purl(manifest), name, version, ...licenses, purl: purl(manifest) };
}

function purl({ name, version }: Manifest): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

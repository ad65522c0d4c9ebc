import { z } from 'zod';
import type { Definitions } from '../../mev3/profiles/definitions.ts';
import { readDefinitionResources } from '../../mev3/profiles/read-resources.ts';
import { IgPackageError } from './ig-package-error.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { PackageLimits } from './limits.ts';
import { readArchive } from './read-archive.ts';

const manifestSchema = z.object({
  name: z.string().min(1),
  version: z.string().min(1),
  fhirVersions: z.array(z.string()).optional(),
});

/** Files of a package that hold no resource. */
const NOT_RESOURCES = new Set(['package/package.json', 'package/.index.json', 'package/.index.db']);

/**
 * The definitions of a FHIR package file (NPM form: a gzip tar with `package/package.json` and one resource a file), such
 * as the one that ANS publishes with its guide or its terminologies. Reads the file only: no network, no registry.
 * @throws IgPackageError when the file is not such a package or is hostile.
 */
export async function readIgPackage(file: string, limits: Partial<PackageLimits> = {}): Promise<Definitions> {
  let manifest: unknown;
  const resources: unknown[] = [];
  await readArchive(file, { ...DEFAULT_LIMITS, ...limits }, (path, content) => {
    const json = parseJson(file, path, content);
    if (path === 'package/package.json') manifest = json;
    else if (!NOT_RESOURCES.has(path)) resources.push(json);
  });
  const name = checkManifest(file, manifest);
  const { definitions, malformed } = readDefinitionResources(name, resources);
  const [first] = malformed;
  if (first !== undefined) {
    throw new IgPackageError('malformed-definition', file, { detail: `${first.url}: ${first.fault}` });
  }
  if (definitions.structures.length + definitions.valueSets.length + definitions.codeSystems.length === 0) {
    throw new IgPackageError('no-definitions', file);
  }
  return definitions;
}

function parseJson(file: string, path: string, content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new IgPackageError('broken-json', file, { detail: path, cause });
  }
}

/** `name#version` of the manifest. */
function checkManifest(file: string, manifest: unknown): string {
  const read = manifestSchema.safeParse(manifest);
  if (!read.success) throw new IgPackageError('no-manifest', file);
  const { name, version, fhirVersions } = read.data;
  if (fhirVersions !== undefined && !fhirVersions.some((each) => each.startsWith('4.0.'))) {
    throw new IgPackageError('wrong-fhir-version', file, { detail: fhirVersions.join(', ') });
  }
  return `${name}#${version}`;
}

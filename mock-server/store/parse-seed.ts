import { z } from 'zod';
import { CAPACITY_URL } from '../../mev3/capacity/attributes.ts';
import { createRecordReader } from '../../mev3/capacity/read-record.ts';
import { seedSchema } from './seed-schema.ts';
import { establishmentOf, SeedError } from './seed.ts';
import type { Seed, SeedLocation } from './seed.ts';

const EXTENSION_BASE = 'https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/';

/** Reads the records of a seed: a code that is retired now may well stand in them. */
const readCapacity = createRecordReader({ guide: '0.7.0', allows: () => true });

/** Extensions that each RORLocation holds exactly once (guide 0.7.0). */
const MANDATORY_EXTENSIONS = ['ror-commune-cog', 'ror-meta-creation-date'].map((name) => EXTENSION_BASE + name);

/**
 * Reads a seed from outside.
 * @throws SeedError for the first thing that is wrong
 */
export function parseSeed(value: unknown): Seed {
  const parsed = seedSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new SeedError(z.core.toDotPath(issue?.path ?? []), issue?.message ?? 'not a seed');
  }
  const seed = parsed.data;
  const establishments = new Set(seed.organizations.map((organization) => establishmentOf(organization).finess));
  if (establishments.size < seed.organizations.length) {
    throw new SeedError('organizations', 'two of them have the same FINESS number');
  }
  refuseSameIds(seed);
  for (const [index, location] of seed.locations.entries()) checkLocation(location, `locations[${index}]`);
  return seed;
}

function refuseSameIds(seed: Seed): void {
  const seen = new Set<string>();
  for (const { id } of seed.locations) {
    if (seen.has(id)) throw new SeedError('locations', `two of them have the id ${id}`);
    seen.add(id);
  }
}

function checkLocation(location: SeedLocation, where: string): void {
  for (const url of MANDATORY_EXTENSIONS) {
    const count = location.extension.filter((one) => one.url === url).length;
    if (count !== 1) throw new SeedError(`${where}.extension`, `${count} times ${url}, expected once`);
  }
  for (const [index, one] of location.extension.entries()) {
    if (one.url !== CAPACITY_URL || readCapacity(one, 'Location.extension').record !== null) continue;
    throw new SeedError(`${where}.extension[${index}]`, 'a mandatory datum of this capacity record cannot be read');
  }
}

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
  const { feeding, ...resources } = seed;
  for (const [name, list] of Object.entries(resources)) refuseSameIds(name, list);
  for (const [index, location] of seed.locations.entries()) checkLocation(location, `locations[${index}]`);
  checkOffers(seed);
  checkReferences(seed);
  return feeding === undefined ? resources : { ...resources, feeding };
}

function refuseSameIds(name: string, resources: readonly { readonly id: string }[]): void {
  const seen = new Set<string>();
  for (const { id } of resources) {
    if (seen.has(id)) throw new SeedError(name, `two of them have the id ${id}`);
    seen.add(id);
  }
}

/** Extensions that each RORHealthcareService holds exactly once (guide 0.7.0). */
const MANDATORY_OFFER_EXTENSIONS = [
  'ror-healthcareservice-sensitive-unit',
  'ror-healthcareservice-patient-type',
  'ror-meta-creation-date',
].map((name) => EXTENSION_BASE + name);

function checkOffers({ healthcareServices }: Seed): void {
  for (const [index, { extension }] of healthcareServices.entries()) {
    checkOnce(extension, MANDATORY_OFFER_EXTENSIONS, `healthcareServices[${index}]`);
  }
}

/** What a resource refers to must be there: nothing else could follow the reference. */
function checkReferences(seed: Seed): void {
  const known = new Set(
    [seed.organizations, seed.legalEntities, seed.locations, seed.healthcareServices, seed.practitioners].flatMap(
      (resources) => resources.map(({ resourceType, id }) => `${resourceType}/${id}`),
    ),
  );
  const check = (where: string, { reference }: { readonly reference: string }): void => {
    if (!known.has(reference)) throw new SeedError(where, `${reference} is not in the seed`);
  };
  for (const [index, offer] of seed.healthcareServices.entries()) {
    check(`healthcareServices[${index}].providedBy`, offer.providedBy);
    for (const [at, one] of offer.location.entries()) check(`healthcareServices[${index}].location[${at}]`, one);
  }
  for (const [index, role] of seed.practitionerRoles.entries()) {
    check(`practitionerRoles[${index}].practitioner`, role.practitioner);
    for (const one of role.healthcareService) check(`practitionerRoles[${index}].healthcareService`, one);
  }
  for (const [index, { partOf }] of seed.organizations.entries()) {
    if (partOf !== undefined) check(`organizations[${index}].partOf`, partOf);
  }
}

function checkOnce(extensions: readonly { readonly url: string }[], urls: readonly string[], where: string): void {
  for (const url of urls) {
    const count = extensions.filter((one) => one.url === url).length;
    if (count !== 1) throw new SeedError(`${where}.extension`, `${count} times ${url}, expected once`);
  }
}

function checkLocation(location: SeedLocation, where: string): void {
  checkOnce(location.extension, MANDATORY_EXTENSIONS, where);
  for (const [index, one] of location.extension.entries()) {
    if (one.url !== CAPACITY_URL || readCapacity(one, 'Location.extension').record !== null) continue;
    throw new SeedError(`${where}.extension[${index}]`, 'a mandatory datum of this capacity record cannot be read');
  }
}

import { z } from 'zod';
import { CAPACITY_URL } from '../../mev3/capacity/attributes.ts';
import { createRecordReader } from '../../mev3/capacity/read-record.ts';
import type { Establishment } from '../mock-ror.ts';
import locations from './seed/locations.json' with { type: 'json' };
import organizations from './seed/organizations.json' with { type: 'json' };

const EXTENSION_BASE = 'https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/';

/** Reads the records of a seed: a code that is retired now may well stand in them. */
const readCapacity = createRecordReader({ guide: '0.7.0', allows: () => true });

/** Extensions that each RORLocation holds exactly once (guide 0.7.0). */
const MANDATORY_EXTENSIONS = ['ror-commune-cog', 'ror-meta-creation-date'].map((name) => EXTENSION_BASE + name);

/** Type codes (TRE_R354) of the identifiers of a Location. */
export const LOCATION_IDENTIFIER_TYPE = { externalSynchro: '26', location: '25' } as const;

/** Type codes (TRE_G07) of the identifiers of an establishment. */
const ORGANIZATION_IDENTIFIER_TYPE = { idNatStruct: '40', finess: '1' } as const;

const resourceId = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/);
const coding = z.looseObject({ system: z.string().optional(), code: z.string().optional() });
const concept = z.looseObject({ coding: z.array(coding).optional() });
const identifier = z.looseObject({ type: concept.optional(), system: z.string().optional(), value: z.string() });
const meta = z.looseObject({
  versionId: z.string().optional(),
  lastUpdated: z.iso.datetime({ offset: true }),
  profile: z.array(z.string()).optional(),
  tag: z.array(coding).optional(),
});
const extension = z.looseObject({ url: z.string() });
const element = z.looseObject({});
const reference = z.looseObject({ reference: z.string() });

// Members stand in the order of the FHIR element tables, so that what is served keeps it.
const locationSchema = z.looseObject({
  resourceType: z.literal('Location'),
  id: resourceId,
  meta,
  extension: z.array(extension),
  identifier: z.array(identifier).min(1),
  status: z.string().optional(),
  operationalStatus: coding.optional(),
  name: z.string(),
  alias: z.array(z.string()).optional(),
  description: z.string().optional(),
  mode: z.string().optional(),
  type: z.array(concept).optional(),
  telecom: z.array(element).optional(),
  address: element.optional(),
  physicalType: concept.optional(),
  position: element.optional(),
  managingOrganization: reference.optional(),
});

const organizationSchema = z.looseObject({
  resourceType: z.literal('Organization'),
  id: resourceId,
  meta,
  identifier: z.array(identifier).min(1),
  name: z.string(),
});

/** Which organization provides an offer, and the Locations that the offer names: the owner of a Location (Q36). */
const offerSchema = z.strictObject({ providedBy: resourceId, locations: z.array(resourceId) });

const seedSchema = z.strictObject({
  organizations: z.array(organizationSchema),
  locations: z.array(locationSchema),
  offers: z.array(offerSchema).default([]),
});

/** A Location of the seed: a RORLocation whose capacity records are extensions, as the ROR serves it. */
export type SeedLocation = z.infer<typeof locationSchema>;

/** What the mock holds when it starts. */
export interface Seed {
  /** The geographic entities (EG), as ROROrganization resources. */
  readonly organizations: readonly z.infer<typeof organizationSchema>[];
  readonly locations: readonly SeedLocation[];
  /** Offers only as far as they say whose Location it is. Default none. */
  readonly offers: readonly z.infer<typeof offerSchema>[];
}

/** What is wrong with a seed; `where` is a path such as `locations[3].meta.lastUpdated`. */
export class SeedError extends Error {
  readonly where: string;

  constructor(where: string, because: string) {
    super(`seed, ${where}: ${because}`);
    this.name = 'SeedError';
    this.where = where;
  }
}

/**
 * The fictitious establishments and units that the mock starts with when it is given no others. The default supplier may
 * write for all establishments but the last; the identifier `199A000014/DUP-1` stands on two Locations.
 */
export function defaultSeed(): Seed {
  return parseSeed({ organizations, locations });
}

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

/** The establishment that an Organization of the seed is. @throws SeedError when it has no FINESS number */
export function establishmentOf(organization: Seed['organizations'][number]): Establishment {
  const finess = identifierOfType(organization.identifier, ORGANIZATION_IDENTIFIER_TYPE.finess);
  if (finess === undefined) throw new SeedError(`Organization/${organization.id}`, 'no FINESS identifier (type 1)');
  const idNatStruct =
    identifierOfType(organization.identifier, ORGANIZATION_IDENTIFIER_TYPE.idNatStruct) ?? `1${finess}`;
  const region = organization.meta.tag?.find((tag) => tag.system?.includes('TRE_R30-') ?? false)?.code ?? '';
  return { finess, idNatStruct, name: organization.name, region };
}

/** The value of the first identifier that has this type code. */
export function identifierOfType(identifiers: SeedLocation['identifier'], typeCode: string): string | undefined {
  return identifiers.find((one) => one.type?.coding?.some((type) => type.code === typeCode) ?? false)?.value;
}

/** The capacity extensions of a Location, and the others. */
export function splitExtensions(location: SeedLocation): {
  readonly capacity: readonly SeedLocation['extension'][number][];
  readonly others: readonly SeedLocation['extension'][number][];
} {
  return {
    capacity: location.extension.filter(({ url }) => url === CAPACITY_URL),
    others: location.extension.filter(({ url }) => url !== CAPACITY_URL),
  };
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

import { CAPACITY_URL } from '../../mev3/capacity/attributes.ts';
import type { Establishment } from '../mock-ror.ts';
import locations from './seed/locations.json' with { type: 'json' };
import { NATIONAL_FEEDING, nationalResources } from './seed/national.ts';
import organizations from './seed/organizations.json' with { type: 'json' };
import type { Seed, SeedLocation } from './seed-model.ts';

export type { Feeding, Seed, SeedLocation } from './seed-model.ts';

/** Type codes (TRE_R354) of the identifiers of a Location. */
export const LOCATION_IDENTIFIER_TYPE = { externalSynchro: '26', location: '25' } as const;

/** Type codes (TRE_G07) of the identifiers of an establishment. */
const ORGANIZATION_IDENTIFIER_TYPE = { idNatStruct: '40', finess: '1' } as const;

/** What is wrong with a seed; `where` is a path such as `locations[3].meta.lastUpdated`. */
export class SeedError extends Error {
  readonly where: string;
  readonly because: string;

  constructor(where: string, because: string) {
    super(`seed, ${where}: ${because}`);
    this.name = 'SeedError';
    this.where = where;
    this.because = because;
  }
}

/**
 * The fictitious country that the mock starts with when it is given no other: every region, MCO, SMR, PSY and medico-social
 * units. The default supplier may write for three establishments; the identifier `199A000014/DUP-1` stands on two Locations.
 */
export function defaultSeed(): Seed {
  const seed = { organizations, locations };
  if (!isOwnSeed(seed)) throw new SeedError('seed', 'not what rorkit came with');
  const national = nationalResources();
  return {
    ...national,
    organizations: [...national.organizations, ...seed.organizations],
    locations: [...seed.locations, ...national.locations],
    feeding: NATIONAL_FEEDING,
  };
}

type OwnSeed = Pick<Seed, 'organizations' | 'locations'>;

/** What any JSON of ours has, before it is known to be a seed. */
interface Resources {
  readonly organizations: readonly { readonly resourceType: string }[];
  readonly locations: readonly { readonly resourceType: string }[];
}

/** Our own files are not read through the schema at each start, which would cost more than the rest of it: a test does. */
function isOwnSeed(seed: Resources): seed is OwnSeed {
  const { organizations: ours, locations: units } = seed;
  return (
    ours.every(({ resourceType }) => resourceType === 'Organization') &&
    units.every(({ resourceType }) => resourceType === 'Location')
  );
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

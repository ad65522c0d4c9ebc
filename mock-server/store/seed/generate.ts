import type { CapacityKey, CapacityRecord } from '../../../mev3/capacity/types.ts';
import type { Establishment } from '../../mock-ror.ts';
import { SeedResources } from '../seed-resources.ts';
import type { ResourceRecipe } from '../seed-resources.ts';
import type { LocationKeys, SeedSource } from '../seed-source.ts';
import type { SeedLocation } from '../seed.ts';
import type { FacilityDescription, Field, UnitDescription } from './facility.ts';
import { makeHealthcareService } from './make-healthcare-service.ts';
import { makeLocation } from './make-location.ts';
import { REGIONS } from './make-meta.ts';
import { facilityId, makeFacility } from './make-organization.ts';
import { randomOf } from './random.ts';

/** How many Locations a seed may be generated with. */
export const SEED_SIZE = { min: 10, max: 100_000 } as const;

/** What is generated. */
export interface GeneratedOptions {
  /** Number of Locations, 10 … 100 000. */
  readonly size: number;
  /** The same number gives the same data. */
  readonly seed: number;
}

const UPDATED = '2025-11-03T07:30:00+01:00';

/** Units of an establishment: few when there are few Locations, so that there are several establishments all the same. */
const UNITS = { few: 2, many: 20, fewBelow: 200 } as const;

/** What the units are, in turn: more of MCO than of the others, as in the country. */
const KINDS: readonly { field: Field; name: string; activity: [code: string, display: string] }[] = [
  { field: 'MCO', name: 'Médecine', activity: ['013', 'Cardiologie générale'] },
  { field: 'MCO', name: 'Chirurgie', activity: ['025', 'Chirurgie orthopédique et traumatologique'] },
  { field: 'SMR', name: 'Réadaptation', activity: ['233', "Réadaptation des affections de l'appareil locomoteur"] },
  { field: 'PSY', name: 'Psychiatrie', activity: ['229', 'Psychiatrie adulte'] },
];

/** Units of one establishment that one offer names. */
const UNITS_OF_AN_OFFER = 4;

const CURRENT: CapacityKey = {
  capacityStatus: '01',
  temporalityCapacity: '01',
  genderCapacityAvailable: null,
  capacityClosingType: null,
  additionalBedType: null,
  crisisType: null,
  temporaryAssignement: '01',
};

/**
 * A fictitious country of any size: each Location is made when it is asked for, always the same. The first two Locations have the
 * same identifier of type 26, so that a duplicate can be met.
 */
export function generateSeed({ size, seed }: GeneratedOptions): SeedSource {
  return new GeneratedSeed(size, seed);
}

class GeneratedSeed implements SeedSource {
  readonly establishments: readonly Establishment[];
  readonly resources: SeedResources;
  readonly #size: number;
  readonly #seed: number;
  readonly #units: number;

  constructor(size: number, seed: number) {
    this.#size = size;
    this.#seed = seed;
    this.#units = size < UNITS.fewBelow ? UNITS.few : UNITS.many;
    this.establishments = Array.from({ length: Math.ceil(size / this.#units) }, (_, index) => establishment(index));
    this.resources = new SeedResources({
      Organization: this.establishments.map((_, index) => organizationRecipe(index)),
      HealthcareService: this.#offers(),
      Practitioner: [],
      PractitionerRole: [],
    });
  }

  *keys(): Iterable<LocationKeys> {
    for (let index = 0; index < this.#size; index += 1) yield this.keysAt(index);
  }

  keysAt(index: number): LocationKeys {
    const owner = this.establishments[this.#facility(index)] ?? null;
    const externalId = `${owner?.idNatStruct ?? ''}/${this.#code(index)}`;
    return { id: locationId(index), externalId, locationId: rorId(owner?.region ?? '', index), owner };
  }

  locationAt(index: number): SeedLocation {
    return makeLocation(this.#unit(index), facility(this.#facility(index)));
  }

  #facility(index: number): number {
    return Math.floor(index / this.#units);
  }

  #code(index: number): string {
    return `U-${String(index === 1 ? 0 : index % this.#units).padStart(2, '0')}`;
  }

  #unit(index: number): UnitDescription {
    const { field, name } = kindOf(index);
    const code = this.#code(index);
    return {
      id: locationId(index),
      code,
      rorId: rorId(facility(this.#facility(index)).region, index),
      name: `${name} ${code} (unité fictive)`,
      field,
      records: records(randomOf(this.#seed, index)),
      offer: offerOf(index),
      phone: null,
    };
  }

  *#offers(): Iterable<ResourceRecipe> {
    for (let start = 0; start < this.#size; start = this.#nextOffer(start)) {
      const end = Math.min(this.#nextOffer(start), this.#size);
      const locations = Array.from({ length: end - start }, (_, offset) => locationId(start + offset));
      const { id } = offerOf(start);
      const context = { facility: facility(this.#facility(start)), ...kindOf(start), locations };
      yield { id, lastUpdated: UPDATED, isKept: false, make: () => makeHealthcareService(offerOf(start), context) };
    }
  }

  /** An offer never goes beyond its establishment. */
  #nextOffer(start: number): number {
    return Math.min(start + UNITS_OF_AN_OFFER, (this.#facility(start) + 1) * this.#units);
  }
}

function locationId(index: number): string {
  return `gen-${index + 1}`;
}

function rorId(region: string, index: number): string {
  return `${region}/7${String(index + 1).padStart(6, '0')}`;
}

/** Units of one offer are of one kind. */
function kindOf(index: number): (typeof KINDS)[number] & { readonly name: string } {
  const kind = KINDS[Math.floor(index / UNITS_OF_AN_OFFER) % KINDS.length] ?? KINDS[0];
  if (kind === undefined) throw new Error('there is no kind of unit');
  return kind;
}

function offerOf(start: number): NonNullable<UnitDescription['offer']> {
  const [code, display] = kindOf(start).activity;
  return {
    id: `hs-gen-${start + 1}`,
    rorId: rorId('00', start),
    sensitive: false,
    careMode: { code: '28', display: 'Hospitalisation complète (HC)' },
    activity: { code, display },
    ages: [18, 120],
    contacts: [{ phone: '0199000010', confidentiality: '2' }],
  };
}

const REGION_CODES = Object.keys(REGIONS).toSorted();

function facility(index: number): FacilityDescription {
  const region = REGION_CODES[index % REGION_CODES.length] ?? '';
  const number = String(index + 1).padStart(6, '0');
  return {
    finess: `99C${number}`,
    name: `CH fictif n° ${index + 1}`,
    region,
    city: 'VILLE-FICTIVE',
    commune: '99999',
    position: null,
    legalEntity: null,
    lastUpdated: UPDATED,
  };
}

function establishment(index: number): Establishment {
  const { finess, name, region } = facility(index);
  return { finess, idNatStruct: `1${finess}`, name, region };
}

function organizationRecipe(index: number): ResourceRecipe {
  return {
    id: facilityId(facility(index).finess),
    lastUpdated: UPDATED,
    isKept: false,
    make: () => makeFacility(facility(index)),
  };
}

/** Five records whose sums hold: what is free and taken is not more than what is installed. */
function records(random: (below: number) => number): readonly CapacityRecord[] {
  const installed = 10 + random(40);
  const free = [random(4), random(4), random(2)];
  const taken = Math.max(0, installed - free.reduce((sum, one) => sum + one, 0) - random(3));
  const available = (gender: string, count = 0): CapacityRecord =>
    record({ capacityStatus: '02', genderCapacityAvailable: gender }, count);
  return [
    record({}, installed),
    available('01', free[0]),
    available('02', free[1]),
    available('04', free[2]),
    record({ capacityStatus: '03' }, taken),
  ];
}

function record(key: Partial<CapacityKey>, nbCapacity: number): CapacityRecord {
  const data = { capacityType: '01', capacitySourceType: '02', nbCapacity, capacityUpdateDate: UPDATED, comment: null };
  return { ...CURRENT, ...key, ...data };
}

import { KNOWN_INDICATORS } from '../../../mev3/catalogue/known-indicators.ts';
import type { CapacityRecord } from '../../../mev3/capacity/types.ts';
import type { Seed } from '../seed-model.ts';
import type { Confidentiality, FacilityDescription, Field, OfferDescription, UnitDescription } from './facility.ts';
import { makeHealthcareService } from './make-healthcare-service.ts';
import { makeLocation } from './make-location.ts';
import { makeFacility, makeLegalEntity } from './make-organization.ts';
import { makePractitioner, makePractitionerRole } from './make-practitioner.ts';
import type { PractitionerDescription } from './make-practitioner.ts';
import type { NamedCode } from './systems.ts';
import table from './national.json' with { type: 'json' };

const UPDATED = '2025-11-03T07:30:00+01:00';
const FIELDS: readonly Field[] = ['MCO', 'SMR', 'PSY', 'MS'];

/** A unit of the table as it may be read: what is not written has its default. */
interface UnitRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly field: string;
  readonly activity: string;
  readonly careMode: string;
  /** Number of beds or places, by the name of the indicator. */
  readonly records: Readonly<Record<string, number | undefined>>;
  /** Default `01`, beds. */
  readonly nature?: string;
  readonly sensitive?: boolean;
  /** False: attached to no offer yet. */
  readonly offer?: boolean;
  readonly phone?: readonly string[];
  readonly restrictedContact?: boolean;
  readonly ages?: readonly number[];
  readonly equipment?: readonly (readonly (string | number)[])[];
}

/** What the table adds to a seed: a small country, each region with an establishment at least. */
export function nationalResources(): Omit<Seed, 'feeding'> {
  const facilities = table.facilities.map((row) => ({ facility: facilityOf(row), units: row.units.map(unitOf(row)) }));
  const units = facilities.flatMap(({ facility, units: own }) => own.map((unit) => ({ facility, unit })));
  const offers = [
    ...table.offers.map(offerOfExistingUnits),
    ...units.flatMap(({ facility, unit }) =>
      unit.offer === null
        ? []
        : [makeHealthcareService(unit.offer, { ...unit, name: unit.name, facility, locations: [unit.id] })],
    ),
  ];
  const people = table.practitioners.map((row) => practitionerOf(row, offers));
  return {
    organizations: facilities.map(({ facility }) => makeFacility(facility)),
    legalEntities: table.legalEntities.map((row) => makeLegalEntity(row, { ...row, lastUpdated: UPDATED })),
    locations: units.map(({ facility, unit }) => makeLocation(unit, facility)),
    healthcareServices: offers,
    practitioners: people.map(makePractitioner),
    practitionerRoles: people.map(makePractitionerRole),
  };
}

/** Who feeds which establishments of the table (FINESS): a SaaS, the EAI of a region, a product installed on site. */
export const NATIONAL_FEEDING = table.feeding;

interface FacilityRow {
  readonly finess: string;
  readonly name: string;
  readonly region: string;
  readonly city: string;
  readonly commune: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly legalEntity?: string;
}

function facilityOf({ latitude, longitude, ...row }: FacilityRow): FacilityDescription {
  const { finess, name, region, city, commune, legalEntity = null } = row;
  return { finess, name, region, city, commune, legalEntity, position: { latitude, longitude }, lastUpdated: UPDATED };
}

function unitOf({ region }: FacilityRow): (row: UnitRow) => UnitDescription {
  return (row) => {
    const number = row.id.replace('loc-', '').padStart(3, '0');
    const [phone, level = '2'] = row.phone ?? [];
    return {
      id: row.id,
      code: row.code,
      rorId: `${region}/900${number}`,
      name: row.name,
      field: oneOf(FIELDS, row.field),
      records: recordsOf(row),
      phone: phone === undefined ? null : { value: phone, confidentiality: oneOf(LEVELS, level) },
      equipment: (row.equipment ?? []).map(([code = '', display = '', inService = 0]) => ({
        type: { code: String(code), display: String(display) },
        inService: Number(inService),
      })),
      offer: row.offer === false ? null : offerOf(row, { id: `hs-${number}`, rorId: `${region}/800${number}` }),
    };
  };
}

const LEVELS: readonly Confidentiality[] = ['1', '2', '3'];

function offerOf(
  row: Pick<UnitRow, 'careMode' | 'activity' | 'sensitive' | 'restrictedContact' | 'ages'>,
  ids: Pick<OfferDescription, 'id' | 'rorId'>,
): OfferDescription {
  const [low = 18, high = 120] = row.ages ?? [];
  const open = { phone: '0199000010', confidentiality: '2' } as const;
  const restricted = { phone: '0199000030', confidentiality: '3' } as const;
  return {
    ...ids,
    sensitive: row.sensitive === true,
    careMode: codeOf(table.codes.careModes, row.careMode),
    activity: codeOf(table.codes.activities, row.activity),
    ages: [low, high],
    // In a sensitive unit every contact is for regulation and crisis alone (RG_EXP_039).
    contacts: row.sensitive === true ? [restricted] : row.restrictedContact === true ? [open, restricted] : [open],
  };
}

function offerOfExistingUnits(row: (typeof table.offers)[number], index: number): Seed['healthcareServices'][number] {
  const number = String(index + 1).padStart(3, '0');
  const known = table.establishments.find(({ finess }) => finess === row.finess);
  if (known === undefined) throw new Error(`national.json: no establishment ${row.finess}`);
  const facility: FacilityDescription = { ...known, legalEntity: null, position: null, lastUpdated: UPDATED };
  const offer = offerOf(row, { id: `hs-${number}`, rorId: `${known.region}/800${number}` });
  const { name, locations } = row;
  return makeHealthcareService(offer, { facility, name, field: oneOf(FIELDS, row.field), locations });
}

function practitionerOf(
  row: (typeof table.practitioners)[number],
  offers: Seed['healthcareServices'],
): PractitionerDescription {
  const { unit, ...person } = row;
  const offer = offers.find(({ location }) => location.some(({ reference }) => reference === `Location/${unit}`));
  const region = offer?.meta.tag?.[0]?.code;
  if (offer === undefined || region === undefined) throw new Error(`national.json: no offer names ${unit}`);
  return { ...person, region, offer: offer.id, lastUpdated: UPDATED };
}

function recordsOf({ records, nature = '01' }: UnitRow): readonly CapacityRecord[] {
  return Object.entries(records).flatMap(([id, nbCapacity]) => {
    if (nbCapacity === undefined) return [];
    const known = KNOWN_INDICATORS.find((one) => one.id === id);
    if (known === undefined) throw new Error(`national.json: no indicator ${id}`);
    const data = { capacityType: nature, capacitySourceType: '02', nbCapacity, capacityUpdateDate: UPDATED };
    return [{ ...known.key, ...data, comment: null }];
  });
}

function codeOf(codes: Readonly<Record<string, NamedCode>>, name: string): NamedCode {
  const found = codes[name];
  if (found === undefined) throw new Error(`national.json: no code ${name}`);
  return found;
}

function oneOf<W extends string>(words: readonly W[], seen: string): W {
  const found = words.find((word) => word === seen);
  if (found === undefined) throw new Error(`national.json: ${seen} is none of ${words.join(', ')}`);
  return found;
}

import type { CapacityRecord } from '../../../mev3/capacity/types.ts';
import type { Seed } from '../seed-model.ts';
import type { FacilityDescription, Field, UnitDescription } from './facility.ts';
import { makeHealthcareService } from './make-healthcare-service.ts';
import { makeLocation } from './make-location.ts';
import { makeFacility } from './make-organization.ts';
import type { NamedCode } from './systems.ts';

/** An establishment as its owner describes it. */
export interface DescribedEstablishment {
  readonly finess: string;
  readonly name: string;
  /** Code of TRE_R30. */
  readonly region: string;
  readonly units: readonly DescribedUnit[];
}

/** A unit as its owner describes it: the feed names it `1<FINESS>/<code>`. */
export interface DescribedUnit {
  readonly code: string;
  readonly name: string;
  readonly field: Field;
  readonly sensitive: boolean;
  readonly records: readonly CapacityRecord[];
}

const UPDATED = '2025-11-03T07:30:00+01:00';

const CARE_MODES: Readonly<Record<Field, NamedCode>> = {
  MCO: { code: '28', display: 'Hospitalisation complète (HC)' },
  SMR: { code: '28', display: 'Hospitalisation complète (HC)' },
  PSY: { code: '28', display: 'Hospitalisation complète (HC)' },
  MS: { code: '46', display: 'Hébergement (accueil jour et nuit)' },
};

const ACTIVITIES: Readonly<Record<Field, NamedCode>> = {
  MCO: { code: '013', display: 'Cardiologie générale' },
  SMR: { code: '233', display: "Réadaptation des affections de l'appareil locomoteur" },
  PSY: { code: '229', display: 'Psychiatrie adulte' },
  MS: { code: '231', display: 'Evaluation et soins de réhabilitation psychosociale' },
};

/** A seed of these establishments: what is not described (address, offer, contacts) is made up. */
export function describedSeed(establishments: readonly DescribedEstablishment[]): Seed {
  const units = establishments.flatMap((establishment) =>
    establishment.units.map((unit) => ({ facility: facilityOf(establishment), unit })),
  );
  const made = units.map(({ facility, unit }, index) => ({ facility, unit: unitOf(unit, facility, index + 1) }));
  return {
    organizations: establishments.map((establishment) => makeFacility(facilityOf(establishment))),
    legalEntities: [],
    locations: made.map(({ facility, unit }) => makeLocation(unit, facility)),
    healthcareServices: made.flatMap(({ facility, unit: { offer, name, field, id } }) =>
      offer === null ? [] : [makeHealthcareService(offer, { facility, name, field, locations: [id] })],
    ),
    practitioners: [],
    practitionerRoles: [],
  };
}

function facilityOf({ finess, name, region }: DescribedEstablishment): FacilityDescription {
  const place = { city: 'VILLE-NON-PRECISEE', commune: '99999', position: null };
  return { finess, name, region, ...place, legalEntity: null, lastUpdated: UPDATED };
}

function unitOf(unit: DescribedUnit, { region }: FacilityDescription, number: number): UnitDescription {
  const digits = String(number).padStart(6, '0');
  const { code, name, field, sensitive, records } = unit;
  return {
    id: `own-${number}`,
    code,
    rorId: `${region}/6${digits}`,
    name,
    field,
    records,
    phone: null,
    offer: {
      id: `hs-own-${number}`,
      rorId: `${region}/5${digits}`,
      sensitive,
      careMode: CARE_MODES[field],
      activity: ACTIVITIES[field],
      ages: [0, 120],
      contacts: [],
    },
  };
}

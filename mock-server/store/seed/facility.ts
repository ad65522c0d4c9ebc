import type { CapacityRecord } from '../../../mev3/capacity/types.ts';
import type { NamedCode } from './systems.ts';

/** Field of activity of a unit (JDV_J20). */
export type Field = 'MCO' | 'SMR' | 'PSY' | 'MS';

/** How far a contact may be seen (TRE_R283): the general public, professionals, regulation and crisis only. */
export type Confidentiality = '1' | '2' | '3';

/** A geographic entity (EG) in a few words; the resources are made from it. */
export interface FacilityDescription {
  readonly finess: string;
  readonly name: string;
  /** Code of TRE_R30. */
  readonly region: string;
  readonly city: string;
  /** INSEE code of the commune, also used as the postal code. */
  readonly commune: string;
  /** WGS84; null: not known. */
  readonly position: { readonly latitude: number; readonly longitude: number } | null;
  /** Id of the legal entity (EJ) that it is part of; null: none in the seed. */
  readonly legalEntity: string | null;
  /** FHIR instant of what was last changed. */
  readonly lastUpdated: string;
}

/** A unit with beds or places: one Location and, unless it is attached to no offer yet, one HealthcareService. */
export interface UnitDescription {
  /** Technical id of the Location. */
  readonly id: string;
  /** Structure code: the feed names the unit `IdNatStruct/code`. */
  readonly code: string;
  /** Functional identifier known to the ROR (type 25), `region/number`. */
  readonly rorId: string;
  readonly name: string;
  readonly field: Field;
  readonly records: readonly CapacityRecord[];
  /** Null: no offer names the unit yet. */
  readonly offer: OfferDescription | null;
  /** Telecom of the place itself; null: none. */
  readonly phone: { readonly value: string; readonly confidentiality: Confidentiality } | null;
  /** Specific equipment in service. Default none. */
  readonly equipment?: readonly { readonly type: NamedCode; readonly inService: number }[];
}

/** The offer of care that a unit serves. */
export interface OfferDescription {
  /** Technical id of the HealthcareService. */
  readonly id: string;
  /** Functional identifier of the offer known to the ROR (type 35), `region/number`. */
  readonly rorId: string;
  /** A sensitive unit is shown to the access profiles 1 and 4 alone. */
  readonly sensitive: boolean;
  /** Code of TRE_R213. */
  readonly careMode: NamedCode;
  /** Code of TRE_R211. */
  readonly activity: NamedCode;
  /** Ages taken in, years. */
  readonly ages: readonly [low: number, high: number];
  /** Contacts by phone, each with who may see it. */
  readonly contacts: readonly { readonly phone: string; readonly confidentiality: Confidentiality }[];
}

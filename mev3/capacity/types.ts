/** The seven attributes that identify an indicator, in the order in which the ROR prints them (spec: feed API §5.5). */
export const KEY_ATTRIBUTES = [
  'capacityStatus',
  'temporalityCapacity',
  'genderCapacityAvailable',
  'capacityClosingType',
  'additionalBedType',
  'crisisType',
  'temporaryAssignement', // (sic)
] as const;

/** Name of a key attribute. */
export type KeyAttribute = (typeof KEY_ATTRIBUTES)[number];

/** The indicator: seven codes, null where the attribute is absent. */
export type CapacityKey = { readonly [A in KeyAttribute]: string | null };

/** One capacity record in plain form: the seven codes of the key and its data. */
export interface CapacityRecord extends CapacityKey {
  readonly capacityType: string;
  readonly capacitySourceType: string;
  /** Number of beds or places. */
  readonly nbCapacity: number;
  /** FHIR dateTime as sent: when the figure was updated in the source. */
  readonly capacityUpdateDate: string;
  /** Since guide version 0.7.0. */
  readonly comment: string | null;
}

/** Version of the ROR implementation guide that the kernel follows. */
export type GuideVersion = '0.7.0' | '0.6.0';

import { KEY_ATTRIBUTES, type CapacityKey, type KeyAttribute } from './types.ts';

/** A key with every attribute absent: what a path without criteria gives. */
export const EMPTY_KEY: CapacityKey = {
  capacityStatus: null,
  temporalityCapacity: null,
  genderCapacityAvailable: null,
  capacityClosingType: null,
  additionalBedType: null,
  crisisType: null,
  temporaryAssignement: null,
};

/** The seven codes of a record, without its data. */
export function keyOf(record: CapacityKey): CapacityKey {
  return {
    capacityStatus: record.capacityStatus,
    temporalityCapacity: record.temporalityCapacity,
    genderCapacityAvailable: record.genderCapacityAvailable,
    capacityClosingType: record.capacityClosingType,
    additionalBedType: record.additionalBedType,
    crisisType: record.crisisType,
    temporaryAssignement: record.temporaryAssignement,
  };
}

/** A key as the ROR prints it in its 400 texts: `capacityStatus: 02 / … / temporaryAssignement: 01`, absent as `null`. */
export function keyText(key: CapacityKey): string {
  return (
    `capacityStatus: ${key.capacityStatus} / temporalityCapacity: ${key.temporalityCapacity} / ` +
    `genderCapacityAvailable: ${key.genderCapacityAvailable} / capacityClosingType: ${key.capacityClosingType} / ` +
    `additionalBedType: ${key.additionalBedType} / crisisType: ${key.crisisType} / ` +
    `temporaryAssignement: ${key.temporaryAssignement}`
  );
}

/** True when the seven codes are the same. */
export function sameKey(a: CapacityKey, b: CapacityKey): boolean {
  return KEY_ATTRIBUTES.every((attribute) => a[attribute] === b[attribute]);
}

const names: ReadonlySet<string> = new Set(KEY_ATTRIBUTES);

/** True when `name` is one of the seven attributes of the key. */
export function isKeyAttribute(name: string): name is KeyAttribute {
  return names.has(name);
}

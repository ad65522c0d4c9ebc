import { readFileSync } from 'node:fs';
import { CAPACITY_URL } from '../../mev3/capacity/attributes.ts';
import { recordExtension } from '../../mev3/capacity/record-extension.ts';
import { KEY_ATTRIBUTES, type CapacityKey, type CapacityRecord } from '../../mev3/capacity/types.ts';

/** A published body or answer, parsed. */
export function published(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../fixtures/published/${name}.json`, import.meta.url), 'utf8'));
}

/** A correct record of available beds for women. */
export function record(changes: Partial<CapacityRecord> = {}): CapacityRecord {
  return {
    capacityType: '01',
    capacityStatus: '02',
    temporalityCapacity: '01',
    genderCapacityAvailable: '01',
    capacityClosingType: null,
    additionalBedType: null,
    crisisType: null,
    temporaryAssignement: '01',
    capacitySourceType: '02',
    nbCapacity: 4,
    capacityUpdateDate: '2026-11-23T14:00:00+01:00',
    comment: null,
    ...changes,
  };
}

/** The published path of a record: only the attributes that are present are criteria. */
export function pathOf(key: CapacityKey): string {
  const criteria = KEY_ATTRIBUTES.filter((attribute) => key[attribute] !== null).map(
    (attribute) => `extension.where(url = '${attribute}' and valueCodeableConcept.coding.code = '${key[attribute]}')`,
  );
  return `Location.extension.where(url='${CAPACITY_URL}').where(${criteria.join(' and ')})`;
}

/** Path of the collection of capacity records. */
export const COLLECTION = `Location.extension.where(url='${CAPACITY_URL}')`;

/** One operation of a body in the published form. */
export function operation(type: string, path: string, extension?: unknown): unknown {
  const value = extension === undefined ? [] : [{ name: 'value', part: [{ extension: [extension] }] }];
  return {
    name: 'operation',
    part: [{ name: 'type', valueString: type }, { name: 'path', valueString: path }, ...value],
  };
}

/** A body of these operations. */
export function body(...operations: readonly unknown[]): unknown {
  return { resourceType: 'Parameters', parameter: operations };
}

/** The body that adds a record. */
export function addBody(added: CapacityRecord): unknown {
  return body(operation('add', COLLECTION, recordExtension(added)));
}

/** The body that replaces the record of a key. */
export function replaceBody(key: CapacityKey, by: CapacityRecord): unknown {
  return body(operation('replace', pathOf(key), recordExtension(by)));
}

/** The body that deletes the record of a key. */
export function deleteBody(key: CapacityKey): unknown {
  return body(operation('delete', pathOf(key)));
}

/** Time of the quickest of five runs, in ms: what the work costs, other processes aside. */
export function quickest(work: () => unknown): number {
  return Math.min(
    ...Array.from({ length: 5 }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
}

import { CAPACITY_URL } from '../../mev3/capacity/attributes.ts';
import { recordExtension } from '../../mev3/capacity/record-extension.ts';
import { KEY_ATTRIBUTES } from '../../mev3/capacity/types.ts';
import type { CapacityRecord } from '../../mev3/capacity/types.ts';

/** A capacity PATCH body that replaces the figure of a record, in the published form. `at`: ISO instant of the update. */
export function samplePatch(record: CapacityRecord, nbCapacity: number, at: string): string {
  const criteria = KEY_ATTRIBUTES.flatMap((attribute) => {
    const code = record[attribute];
    if (code === null) return [];
    return [`extension.where(url = '${attribute}' and valueCodeableConcept.coding.code = '${code}')`];
  });
  const path = `Location.extension.where(url='${CAPACITY_URL}').where(${criteria.join(' and ')})`;
  const value = recordExtension({ ...record, nbCapacity, capacityUpdateDate: at });
  const part = [
    { name: 'type', valueString: 'replace' },
    { name: 'path', valueString: path },
    { name: 'value', part: [{ extension: [value] }] },
  ];
  return `${JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'operation', part }] }, null, 2)}\n`;
}

import type { CapacityRecord } from '../../mev3/capacity/types.ts';

const DATA = ['capacityType', 'nbCapacity', 'capacitySourceType', 'comment'] as const;

/** What a record says beside its seven codes and its date. */
export type RecordDatum = (typeof DATA)[number];

/** The data in which two records of the same seven codes differ; the date is not among them. */
export function differentData(one: CapacityRecord, other: CapacityRecord): readonly RecordDatum[] {
  return DATA.filter((member) => one[member] !== other[member]);
}

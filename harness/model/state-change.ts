import { z } from 'zod';
import { sameKey } from '../../mev3/capacity/key.ts';
import type { Asked } from './attempt-facts.ts';
import type { AttemptView } from './check.ts';

const code = z.string().nullable();

const changedUnit = z.object({
  identifier: z.string(),
  records: z
    .array(
      z.object({
        capacityStatus: code,
        temporalityCapacity: code,
        genderCapacityAvailable: code,
        capacityClosingType: code,
        additionalBedType: code,
        crisisType: code,
        temporaryAssignement: code,
        nbCapacity: z.number(),
      }),
    )
    .nullable()
    .catch(null),
});

/** What a scenario put into a unit behind the connector, in place of all that the ROR held of it. */
export interface StateChange {
  readonly seq: number;
  /** Null when they cannot be read. */
  readonly records: z.output<typeof changedUnit>['records'];
}

/** The last change of the state of the unit behind the connector; undefined when there was none. */
export function lastStateChange(identifier: string, view: AttemptView): StateChange | undefined {
  const changes = view.entries.flatMap((entry): StateChange[] => {
    if (entry.kind !== 'settings' || entry.subject !== 'state') return [];
    const unit = changedUnit.safeParse(entry.detail);
    return unit.success && unit.data.identifier === identifier ? [{ seq: entry.seq, records: unit.data.records }] : [];
  });
  return changes.at(-1);
}

/** True when the unit holds after the change what was asked of this record: its number, or that there is none. */
export function holdsWhatWasAsked({ records }: StateChange, { kind, record }: Asked): boolean {
  if (records === null) return false;
  const held = records.find((one) => sameKey(one, record));
  return kind === 'remove-capacity' ? held === undefined : held?.nbCapacity === record.nbCapacity;
}

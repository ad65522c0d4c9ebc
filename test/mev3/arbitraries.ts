import * as fc from 'fast-check';
import type { CapacityKey, CapacityRecord } from '../../mev3/capacity/types.ts';
import { CAPACITY_CODES, type CodedAttribute } from '../../mev3/codes/capacity-codes.ts';

const codeOf = (attribute: CodedAttribute): fc.Arbitrary<string> =>
  fc.constantFrom(...CAPACITY_CODES[attribute].codes.map(({ code }) => code));

const optionalCodeOf = (attribute: CodedAttribute): fc.Arbitrary<string | null> =>
  fc.option(codeOf(attribute), { nil: null });

/** Any tuple of value-set codes. */
export const anyKey: fc.Arbitrary<CapacityKey> = fc.record({
  capacityStatus: codeOf('capacityStatus'),
  temporalityCapacity: codeOf('temporalityCapacity'),
  genderCapacityAvailable: optionalCodeOf('genderCapacityAvailable'),
  capacityClosingType: optionalCodeOf('capacityClosingType'),
  additionalBedType: optionalCodeOf('additionalBedType'),
  crisisType: optionalCodeOf('crisisType'),
  temporaryAssignement: codeOf('temporaryAssignement'),
});

const anyDate = fc
  .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2030-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Any record that the profile allows. */
export const anyRecord: fc.Arbitrary<CapacityRecord> = fc
  .tuple(
    anyKey,
    fc.record({
      capacityType: codeOf('capacityType'),
      capacitySourceType: codeOf('capacitySourceType'),
      nbCapacity: fc.nat({ max: 5000 }),
      capacityUpdateDate: anyDate,
      comment: fc.option(
        fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
        { nil: null },
      ),
    }),
  )
  .map(([key, data]) => ({ ...key, ...data }));

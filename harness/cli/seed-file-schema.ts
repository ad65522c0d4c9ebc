import { z } from 'zod';
import { dateTimeFault } from '../../mev3/capacity/date-time.ts';
import { keyText } from '../../mev3/capacity/key.ts';
import { CAPACITY_CODES, displayOf, nearestCode } from '../../mev3/codes/capacity-codes.ts';
import type { CodedAttribute } from '../../mev3/codes/capacity-codes.ts';

/** Date of a figure for which the file gives none. */
const UPDATED = '2025-11-03T07:30:00+01:00';

/** Region codes of TRE_R30 that are in force. */
const REGIONS = '01 02 03 04 06 11 24 27 28 32 44 52 53 75 76 84 93 94'.split(' ');

function code(attribute: CodedAttribute): z.ZodString {
  return z.string().refine((seen) => displayOf(attribute, seen) !== undefined, {
    error: ({ input }) => {
      const near = nearestCode(attribute, String(input));
      return `not a code of ${CAPACITY_CODES[attribute].systemName}; the nearest is ${near.code} (${near.display})`;
    },
  });
}

const optional = (attribute: CodedAttribute): z.ZodDefault<z.ZodNullable<z.ZodString>> =>
  code(attribute).nullable().default(null);

/** Members of an establishment that a row or a mapping of the file may have. */
const establishmentShape = {
  finess: z.string().regex(/^[0-9A-Z]{9}$/, 'nine characters, digits or capitals'),
  establishment: z.string().min(1).max(300),
  region: z.enum(REGIONS),
};

/** The same of a unit. */
const unitShape = {
  unit: z.string().regex(/^[^\s/?#%&]{1,100}$/, 'a code without spaces and without any of / ? # % &'),
  unitName: z.string().min(1).max(300),
  field: z.enum(['MCO', 'SMR', 'PSY', 'MS']).default('MCO'),
  sensitive: z.boolean().default(false),
};

/** The same of a capacity record. */
const recordShape = {
  capacityType: code('capacityType').default('01'),
  capacityStatus: code('capacityStatus'),
  temporalityCapacity: code('temporalityCapacity').default('01'),
  genderCapacityAvailable: optional('genderCapacityAvailable'),
  capacityClosingType: optional('capacityClosingType'),
  additionalBedType: optional('additionalBedType'),
  crisisType: optional('crisisType'),
  temporaryAssignement: code('temporaryAssignement').default('01'),
  capacitySourceType: code('capacitySourceType').default('02'),
  nbCapacity: z.number().int().min(0),
  capacityUpdateDate: z
    .string()
    .refine((seen) => dateTimeFault(seen) === null, 'a dateTime with its time zone is expected')
    .default(UPDATED),
  comment: z.string().max(1_000).nullable().default(null),
};

const unit = z.strictObject({ ...unitShape, records: z.array(z.strictObject(recordShape)).default([]) });
const establishment = z.strictObject({ ...establishmentShape, units: z.array(unit).min(1) });

/** A seed file as YAML. */
export const seedFileSchema = z
  .strictObject({ establishments: z.array(establishment).min(1) })
  .superRefine(({ establishments }, context) => {
    const told = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    repeated(establishments.map(({ finess }) => finess)).forEach((at) =>
      told(['establishments', at, 'finess'], 'this establishment stands earlier already'),
    );
    for (const [e, { units }] of establishments.entries()) {
      repeated(units.map((one) => one.unit)).forEach((at) =>
        told(['establishments', e, 'units', at, 'unit'], 'this unit stands earlier already'),
      );
      for (const [u, { records }] of units.entries()) {
        repeated(records.map(keyText)).forEach((at) =>
          told(['establishments', e, 'units', u, 'records', at], 'this indicator stands earlier already'),
        );
      }
    }
  });

/** Columns of a seed file as CSV, by what a row describes. One row a capacity record; a unit without records has one row. */
export const SEED_COLUMNS = {
  establishment: Object.keys(establishmentShape),
  unit: Object.keys(unitShape),
  record: Object.keys(recordShape),
} as const;

/** What a seed file holds. */
export type SeedFile = z.infer<typeof seedFileSchema>;

/** Places of the values that stand earlier already. */
function repeated(values: readonly string[]): number[] {
  const seen = new Set<string>();
  return [...values.entries()].flatMap(([at, value]) => {
    if (seen.has(value)) return [at];
    seen.add(value);
    return [];
  });
}

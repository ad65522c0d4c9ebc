import { z } from 'zod';
import { keyText } from '../capacity/key.ts';
import { KEY_ATTRIBUTES, type CapacityKey } from '../capacity/types.ts';
import { CAPACITY_CODES, displayOf, nearestCode, type CodedAttribute } from '../codes/capacity-codes.ts';
import type { Catalogue, Indicator } from '../kernel.ts';
import { tableCatalogue } from './table-catalogue.ts';

/** More indicators than this are refused: the value sets make 17 280 tuples in all. */
const MOST_INDICATORS = 20_000;

/** A code of the code list: retired codes may stand in a vendor's list, unknown ones may not. */
function codeOf(attribute: CodedAttribute): z.ZodString {
  const list = CAPACITY_CODES[attribute];
  return z
    .string()
    .refine((code) => displayOf(attribute, code) !== undefined, {
      error: ({ input }) => {
        const near = nearestCode(attribute, String(input));
        return `not a code of ${list.systemName}; the nearest is ${near.code} (${near.display})`;
      },
    })
    .describe(`Code of ${list.systemName}: ${list.codes.map(({ code, display }) => `${code} ${display}`).join(', ')}`);
}

const optionalCode = (attribute: CodedAttribute): z.ZodDefault<z.ZodNullable<z.ZodString>> =>
  codeOf(attribute).nullable().default(null);

const indicatorSchema = z.strictObject({
  id: z.string().min(1).max(80).describe('Name of the indicator, as in the list that ANS handed over'),
  natures: z.array(codeOf('capacityType')).min(1).max(4).describe('Capacity types (natureCapacite) that it may hold'),
  capacityStatus: codeOf('capacityStatus'),
  temporalityCapacity: codeOf('temporalityCapacity'),
  genderCapacityAvailable: optionalCode('genderCapacityAvailable'),
  capacityClosingType: optionalCode('capacityClosingType'),
  additionalBedType: optionalCode('additionalBedType'),
  crisisType: optionalCode('crisisType'),
  temporaryAssignement: codeOf('temporaryAssignement').describe('(sic)'),
  labelFr: z.string().max(300).optional(),
  labelEn: z.string().max(300).optional(),
});

/** What a vendor's catalogue file may hold; for readers that tell its faults by line. */
export const catalogueFileSchema = z
  .strictObject({
    name: z
      .string()
      .min(1)
      .max(80)
      .refine((name) => !['current', 'published-examples', 'permissive'].includes(name), {
        error: 'this name belongs to a catalogue of rorkit',
      })
      .describe('Name of the list, printed in reports'),
    version: z.string().max(80).optional().describe('Version or date of the list'),
    indicators: z.array(indicatorSchema).min(1).max(MOST_INDICATORS),
  })
  .superRefine(({ indicators }, context) => {
    const ids = new Map<string, number>();
    const keys = new Map<string, number>();
    for (const [i, indicator] of indicators.entries()) {
      const key = keyText(indicator);
      const sameId = ids.get(indicator.id);
      const sameKey = keys.get(key);
      if (sameId !== undefined) {
        context.addIssue({
          code: 'custom',
          path: ['indicators', i, 'id'],
          message: `same id as indicators[${sameId}]: an indicator of several natures is one entry with several natures`,
        });
      }
      if (sameKey !== undefined) {
        context.addIssue({
          code: 'custom',
          path: ['indicators', i],
          message: `same seven codes as indicators[${sameKey}]: one entry for a key, with all its natures`,
        });
      }
      ids.set(indicator.id, i);
      keys.set(key, i);
    }
  });

/** JSON Schema (draft 2020-12) of a vendor's catalogue file, for editors. */
export const catalogueSchema: Readonly<Record<string, unknown>> = z.toJSONSchema(catalogueFileSchema, { io: 'input' });

/** One fault of a catalogue file. */
export interface CatalogueFileFault {
  /** Keys and indexes from the root of the file. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A vendor's catalogue file that cannot be used; every fault is named with its path. */
export class CatalogueFileError extends Error {
  readonly faults: readonly CatalogueFileFault[];

  constructor(faults: readonly CatalogueFileFault[]) {
    super(faults.map(({ path, message }) => `${pathText(path)}: ${message}`).join('\n'));
    this.name = 'CatalogueFileError';
    this.faults = faults;
  }
}

function pathText(path: readonly (string | number)[]): string {
  if (path.length === 0) return '(root)';
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

/**
 * The catalogue that a vendor's own list describes (the list that ANS hands over); its entries have evidence `vendor`.
 * `value` is the parsed file.
 * @throws CatalogueFileError with every fault and its path.
 */
export function readCatalogueFile(value: unknown): Catalogue {
  const read = catalogueFileSchema.safeParse(value);
  if (!read.success) {
    throw new CatalogueFileError(
      read.error.issues.slice(0, 100).map(({ path, message }) => ({
        path: path.map((step) => (typeof step === 'number' ? step : String(step))),
        message,
      })),
    );
  }
  return tableCatalogue(read.data.name, read.data.indicators.map(vendorIndicator));
}

function vendorIndicator(entry: z.output<typeof indicatorSchema>): Indicator {
  const { id, natures, labelFr, labelEn } = entry;
  const key: CapacityKey = {
    capacityStatus: entry.capacityStatus,
    temporalityCapacity: entry.temporalityCapacity,
    genderCapacityAvailable: entry.genderCapacityAvailable,
    capacityClosingType: entry.capacityClosingType,
    additionalBedType: entry.additionalBedType,
    crisisType: entry.crisisType,
    temporaryAssignement: entry.temporaryAssignement,
  };
  const label = KEY_ATTRIBUTES.flatMap((attribute) => displayOf(attribute, key[attribute] ?? '') ?? []).join(' / ');
  return {
    id,
    key,
    natures: [...new Set(natures)],
    evidence: 'vendor',
    labelFr: labelFr ?? label,
    labelEn: labelEn ?? labelFr ?? label,
  };
}

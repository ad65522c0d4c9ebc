import { CAPACITY_CODES, CODED_ATTRIBUTES, displayOf, type CodedAttribute } from '../codes/capacity-codes.ts';
import { CAPACITY_URL } from './attributes.ts';
import type { CapacityRecord } from './types.ts';

/** A coding as the ROR publishes it. */
export interface CapacityCoding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

/** A sub-extension of a capacity record, with its one value. */
export interface CapacitySubExtension {
  readonly url: string;
  readonly valueInteger?: number;
  readonly valueDateTime?: string;
  readonly valueString?: string;
  readonly valueCodeableConcept?: { readonly coding: readonly CapacityCoding[] };
}

/** One capacity record as an extension of Location. */
export interface CapacityExtension {
  readonly extension: readonly CapacitySubExtension[];
  readonly url: string;
}

/** The codes in the order of the published bodies; the optional ones that these do not show follow the gender. */
const PUBLISHED_ORDER: readonly CodedAttribute[] = [
  'capacityStatus',
  'capacityType',
  'temporalityCapacity',
  'capacitySourceType',
  'genderCapacityAvailable',
  'capacityClosingType',
  'additionalBedType',
  'crisisType',
  'temporaryAssignement',
];

/** The extension of a record in the published shape: TRE systems, official displays, published order. */
export function recordExtension(record: CapacityRecord): CapacityExtension {
  const parts: CapacitySubExtension[] = [
    { url: 'nbCapacity', valueInteger: record.nbCapacity },
    { url: 'capacityUpdateDate', valueDateTime: record.capacityUpdateDate },
  ];
  for (const attribute of PUBLISHED_ORDER) {
    const code = record[attribute];
    if (code !== null) parts.push(codedPart(attribute, code));
  }
  if (record.comment !== null) parts.push({ url: 'comment', valueString: record.comment });
  return { extension: parts, url: CAPACITY_URL };
}

function codedPart(attribute: CodedAttribute, code: string): CapacitySubExtension {
  const display = displayOf(attribute, code);
  const { system } = CAPACITY_CODES[attribute];
  return {
    url: attribute,
    valueCodeableConcept: { coding: [display === undefined ? { system, code } : { system, code, display }] },
  };
}

/** JSON text of each coded sub-extension, by `attribute code`: made once, so that storing a record is joining strings. */
const codedJson = new Map<string, string>(
  CODED_ATTRIBUTES.flatMap((attribute) =>
    [...CAPACITY_CODES[attribute].codes, ...CAPACITY_CODES[attribute].outside].map(({ code }): [string, string] => [
      `${attribute} ${code}`,
      JSON.stringify(codedPart(attribute, code)),
    ]),
  ),
);

/** `JSON.stringify(recordExtension(record))`, made from ready pieces. */
export function recordJson(record: CapacityRecord): string {
  let parts =
    `{"url":"nbCapacity","valueInteger":${record.nbCapacity}},` +
    `{"url":"capacityUpdateDate","valueDateTime":${JSON.stringify(record.capacityUpdateDate)}}`;
  for (const attribute of PUBLISHED_ORDER) {
    const code = record[attribute];
    if (code === null) continue;
    parts += `,${codedJson.get(`${attribute} ${code}`) ?? JSON.stringify(codedPart(attribute, code))}`;
  }
  if (record.comment !== null) parts += `,{"url":"comment","valueString":${JSON.stringify(record.comment)}}`;
  return `{"extension":[${parts}],"url":"${CAPACITY_URL}"}`;
}

import codeLists from './capacity-codes.json' with { type: 'json' };
import { nearestOf } from './nearest.ts';

/** Sub-extensions of a capacity record whose value is a code, by their url. */
export const CODED_ATTRIBUTES = [
  'capacityType',
  'capacityStatus',
  'temporalityCapacity',
  'genderCapacityAvailable',
  'capacityClosingType',
  'additionalBedType',
  'crisisType',
  'temporaryAssignement', // (sic)
  'capacitySourceType',
] as const;

/** Name of a coded sub-extension. */
export type CodedAttribute = (typeof CODED_ATTRIBUTES)[number];

/** A code with its official French display. */
export interface Code {
  readonly code: string;
  readonly display: string;
}

/** A code of the code list that the ROR value set does not (or no longer) hold. */
export interface OutsideCode extends Code {
  /** Day (YYYY-MM-DD) on which the code ended; absent when it is active for other uses (FINESS). */
  readonly endedOn?: string;
  /** The code of the value set that took its place. */
  readonly replacedBy?: string;
}

/** A value set of the capacity record and the code list that it draws from. */
export interface CodeList {
  /** Canonical of the value set (JDV). */
  readonly valueSet: string;
  readonly valueSetName: string;
  /** Canonical of the code list (TRE): the right `coding.system`. */
  readonly system: string;
  readonly systemName: string;
  readonly codes: readonly Code[];
  /** Codes of the same code list that are not in the value set. */
  readonly outside: readonly OutsideCode[];
}

/** The nine code lists of the capacity record (spec: MEV3.0 model §3; ANS terminologies of 2026-08). */
export const CAPACITY_CODES: Readonly<Record<CodedAttribute, CodeList>> = codeLists;

interface CodeIndex {
  readonly allowed: ReadonlyMap<string, string>;
  readonly outside: ReadonlyMap<string, OutsideCode>;
}

const index = new Map<CodedAttribute, CodeIndex>(
  CODED_ATTRIBUTES.map((attribute) => {
    const list = CAPACITY_CODES[attribute];
    return [
      attribute,
      {
        allowed: new Map(list.codes.map(({ code, display }) => [code, display])),
        outside: new Map(list.outside.map((outside) => [outside.code, outside])),
      },
    ];
  }),
);

function indexOf(attribute: CodedAttribute): CodeIndex {
  const found = index.get(attribute);
  if (found === undefined) throw new TypeError(`no code list for ${attribute}`);
  return found;
}

/** True when `code` is in the ROR value set of `attribute`. */
export function isValueSetCode(attribute: CodedAttribute, code: string): boolean {
  return indexOf(attribute).allowed.has(code);
}

/** The code of the same code list that the value set does not hold (retired, or for other uses); undefined otherwise. */
export function outsideCode(attribute: CodedAttribute, code: string): OutsideCode | undefined {
  return indexOf(attribute).outside.get(code);
}

/** Official French display of a code of the code list, retired ones included; undefined for an unknown code. */
export function displayOf(attribute: CodedAttribute, code: string): string | undefined {
  const { allowed, outside } = indexOf(attribute);
  return allowed.get(code) ?? outside.get(code)?.display;
}

/**
 * The code of the value set that is most likely meant by `seen`: its replacement when it is retired, the code that it
 * becomes with a leading zero, the code that carries `display`, else the code or display nearest in spelling.
 */
export function nearestCode(attribute: CodedAttribute, seen: string, display?: string): Code {
  const { codes } = CAPACITY_CODES[attribute];
  const replacement = outsideCode(attribute, seen)?.replacedBy;
  const exact = codes.find(({ code }) => code === replacement || code === seen.trim().padStart(2, '0'));
  if (exact !== undefined) return exact;
  const texts = codes.map((entry) => entry.display);
  const meant = nearestOf(display ?? seen, texts) ?? nearestOf(seen, texts);
  return codes.find((entry) => entry.display === meant) ?? nearestByCode(codes, seen);
}

function nearestByCode(codes: readonly Code[], seen: string): Code {
  const spelt = nearestOf(
    seen,
    codes.map(({ code }) => code),
    { always: true },
  );
  const found = codes.find(({ code }) => code === spelt) ?? codes[0];
  if (found === undefined) throw new TypeError('an empty value set');
  return found;
}

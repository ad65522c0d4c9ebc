import { keyText } from '../capacity/key.ts';
import type { CapacityKey } from '../capacity/types.ts';
import type { Evidence, Indicator } from '../kernel.ts';
import rows from './indicators.json' with { type: 'json' };

/** One nature (capacityType code) of a known indicator and what backs it. */
export interface KnownNature {
  readonly code: string;
  readonly evidence: Evidence;
  /** Valid in the default catalogue. */
  readonly accepted: boolean;
}

/** An indicator of our table: reconstructed from published examples and code definitions, as ANS's list is private. */
export interface KnownIndicator {
  readonly id: string;
  readonly key: CapacityKey;
  readonly natures: readonly KnownNature[];
  /** `legacy` holds the retired gender 03; `conflict` what the 2022 annex shows against the model; `open` is undecided. */
  readonly group: (typeof GROUPS)[number];
  readonly labelFr: string;
  readonly labelEn: string;
}

const GROUPS = ['core', 'assignment', 'forecast', 'legacy', 'conflict', 'open'] as const;
const STRONGEST: readonly Evidence[] = ['documented', 'derived', 'assumed'];

/** The whole table, refused indicators included. */
export const KNOWN_INDICATORS: readonly KnownIndicator[] = rows.map(({ codes, natures, ...row }) => {
  const [status = null, temporality = null, gender = null, closing = null, additional = null, crisis = null] = codes;
  const assignment = codes[6] ?? null;
  return {
    ...row,
    group: oneOf(GROUPS, row.group),
    natures: natures.map(({ evidence, ...nature }) => ({ ...nature, evidence: oneOf(STRONGEST, evidence) })),
    key: {
      capacityStatus: status,
      temporalityCapacity: temporality,
      genderCapacityAvailable: gender,
      capacityClosingType: closing,
      additionalBedType: additional,
      crisisType: crisis,
      temporaryAssignement: assignment,
    },
  };
});

const byKey = new Map(KNOWN_INDICATORS.map((known) => [keyText(known.key), known]));

/** The row of our table for a key; undefined when the key is in no published example nor derived. */
export function knownIndicator(key: CapacityKey): KnownIndicator | undefined {
  return byKey.get(keyText(key));
}

/** The indicator with the natures that `keep` retains; null when none is left. */
export function indicatorOf(known: KnownIndicator, keep: (nature: KnownNature) => boolean): Indicator | null {
  const kept = known.natures.filter(keep);
  const evidence = STRONGEST.find((level) => kept.some((nature) => nature.evidence === level));
  if (evidence === undefined) return null;
  const { id, key, labelFr, labelEn } = known;
  return { id, key, natures: kept.map((nature) => nature.code), evidence, labelFr, labelEn };
}

/** Our own table needs no schema at each start: the compiler knows its form, only its words are narrowed. */
function oneOf<W extends string>(words: readonly W[], seen: string): W {
  const found = words.find((word) => word === seen);
  if (found === undefined) throw new Error(`indicators.json: ${seen} is none of ${words.join(', ')}`);
  return found;
}

import { createHash } from 'node:crypto';
import { KEY_ATTRIBUTES, type CapacityKey, type KeyAttribute } from '../capacity/types.ts';
import { CAPACITY_CODES, displayOf, isValueSetCode } from '../codes/capacity-codes.ts';
import type { Catalogue, Indicator } from '../kernel.ts';
import { indicatorOf, knownIndicator } from './known-indicators.ts';
import { bestFirst, type NearIndicator } from './nearness.ts';

const MANDATORY: ReadonlySet<KeyAttribute> = new Set(['capacityStatus', 'temporalityCapacity', 'temporaryAssignement']);

/** Every nature of the value set: this catalogue knows no expectation about it. */
const NATURES = CAPACITY_CODES.capacityType.codes.map(({ code }) => code);

/** What an attribute may be in a valid key: the codes of its value set, and absent when it is optional. */
function choices(attribute: KeyAttribute): readonly (string | null)[] {
  const codes = CAPACITY_CODES[attribute].codes.map(({ code }) => code);
  return MANDATORY.has(attribute) ? codes : [null, ...codes];
}

/**
 * The catalogue in which every tuple of value-set codes is valid. It is computed from the value sets: nothing is
 * enumerated until `list()` is asked for.
 */
export function permissiveCatalogue(): Catalogue {
  let listed: readonly Indicator[] | null = null;
  const table = KEY_ATTRIBUTES.map((attribute): [KeyAttribute, readonly (string | null)[]] => [
    attribute,
    choices(attribute),
  ]);
  return {
    name: 'permissive',
    digest: createHash('sha256')
      .update(JSON.stringify(['permissive', NATURES, table]))
      .digest('hex'),
    size: table.reduce((product, [, codes]) => product * codes.length, 1),
    find: (key) => (isTupleOfCodes(key) ? permissiveIndicator(key) : undefined),
    near: (key) => bestFirst(key, nearKeys(key)),
    list: () => (listed ??= allKeys(table).map(permissiveIndicator)),
  };
}

function isTupleOfCodes(key: CapacityKey): boolean {
  return KEY_ATTRIBUTES.every((attribute) => {
    const code = key[attribute];
    return code === null ? !MANDATORY.has(attribute) : isValueSetCode(attribute, code);
  });
}

function permissiveIndicator(key: CapacityKey): Indicator {
  const known = knownIndicator(key);
  const evidence = known === undefined ? null : indicatorOf(known, () => true);
  const codes = KEY_ATTRIBUTES.map((attribute) => key[attribute]);
  const label = KEY_ATTRIBUTES.flatMap((attribute) => displayOf(attribute, key[attribute] ?? '') ?? []).join(' / ');
  return {
    id: evidence?.id ?? codes.map((code) => code ?? 'X').join('_'),
    key: { ...key },
    natures: NATURES,
    evidence: evidence?.evidence ?? 'assumed',
    labelFr: evidence?.labelFr ?? label,
    labelEn: evidence?.labelEn ?? label,
  };
}

function nearKeys(key: CapacityKey): NearIndicator[] {
  return KEY_ATTRIBUTES.flatMap((attribute) =>
    choices(attribute)
      .filter((code) => code !== key[attribute])
      .map((code) => ({ ...key, [attribute]: code }))
      .filter(isTupleOfCodes)
      .map((changed) => ({ indicator: permissiveIndicator(changed), attribute })),
  );
}

function allKeys(table: readonly [KeyAttribute, readonly (string | null)[]][]): CapacityKey[] {
  let keys: CapacityKey[] = [
    {
      capacityStatus: null,
      temporalityCapacity: null,
      genderCapacityAvailable: null,
      capacityClosingType: null,
      additionalBedType: null,
      crisisType: null,
      temporaryAssignement: null,
    },
  ];
  for (const [attribute, codes] of table) {
    keys = keys.flatMap((key) => codes.map((code) => ({ ...key, [attribute]: code })));
  }
  return keys;
}

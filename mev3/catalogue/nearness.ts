import { outsideCode } from '../codes/capacity-codes.ts';
import { KEY_ATTRIBUTES, type CapacityKey, type KeyAttribute } from '../capacity/types.ts';
import type { Evidence, Indicator } from '../kernel.ts';

/** A valid indicator that differs from a key by one code. */
export interface NearIndicator {
  readonly indicator: Indicator;
  /** The attribute that differs. */
  readonly attribute: KeyAttribute;
}

/** The one attribute in which two keys differ; null when they differ in none or in several. */
export function onlyDifference(a: CapacityKey, b: CapacityKey): KeyAttribute | null {
  let found: KeyAttribute | null = null;
  for (const attribute of KEY_ATTRIBUTES) {
    if (a[attribute] === b[attribute]) continue;
    if (found !== null) return null;
    found = attribute;
  }
  return found;
}

const STRENGTH: Readonly<Record<Evidence, number>> = { vendor: 0, documented: 0, derived: 1, assumed: 2 };

/** Best first: the code that replaces a retired one, then the best documented, then the order of the attributes. */
export function bestFirst(key: CapacityKey, near: readonly NearIndicator[]): readonly NearIndicator[] {
  return near.toSorted(
    (a, b) =>
      Number(isReplacement(key, b)) - Number(isReplacement(key, a)) ||
      STRENGTH[a.indicator.evidence] - STRENGTH[b.indicator.evidence] ||
      KEY_ATTRIBUTES.indexOf(a.attribute) - KEY_ATTRIBUTES.indexOf(b.attribute),
  );
}

function isReplacement(key: CapacityKey, { attribute, indicator }: NearIndicator): boolean {
  const code = key[attribute];
  return code !== null && outsideCode(attribute, code)?.replacedBy === (indicator.key[attribute] ?? '');
}

import { createHash } from 'node:crypto';
import { keyText } from '../capacity/key.ts';
import type { Indicator } from '../kernel.ts';

/**
 * SHA-256, lower-case hex, of a list of indicators: the same list in another order, or with other labels, has the same
 * digest; another key, nature, id or evidence has not.
 */
export function digestOf(indicators: readonly Indicator[]): string {
  const rows = indicators.map(({ id, key, natures, evidence }) =>
    JSON.stringify([keyText(key), id, [...natures].toSorted(), evidence]),
  );
  return createHash('sha256').update(rows.toSorted().join('\n')).digest('hex');
}

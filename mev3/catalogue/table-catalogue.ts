import { keyText } from '../capacity/key.ts';
import type { Catalogue, Indicator } from '../kernel.ts';
import { digestOf } from './digest.ts';
import { bestFirst, onlyDifference } from './nearness.ts';

/** A catalogue of listed indicators. The keys must be distinct. */
export function tableCatalogue(name: string, indicators: readonly Indicator[]): Catalogue {
  const byKey = new Map(indicators.map((indicator) => [keyText(indicator.key), indicator]));
  return {
    name,
    digest: digestOf(indicators),
    size: indicators.length,
    find: (key) => byKey.get(keyText(key)),
    near(key) {
      const near = indicators.flatMap((indicator) => {
        const attribute = onlyDifference(indicator.key, key);
        return attribute === null ? [] : [{ indicator, attribute }];
      });
      return bestFirst(key, near);
    },
    list: () => indicators,
  };
}

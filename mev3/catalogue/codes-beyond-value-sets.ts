import { KEY_ATTRIBUTES } from '../capacity/types.ts';
import { isValueSetCode, type CodedAttribute } from '../codes/capacity-codes.ts';
import type { Catalogue } from '../kernel.ts';

/**
 * Tells whether a catalogue lets a code through that its value set does not hold: a list that names the retired
 * gender 03 means it (Q12). A catalogue whose tuples are computed from the value sets has none.
 */
export function codesBeyondValueSets(catalogue: Catalogue): (attribute: CodedAttribute, code: string) => boolean {
  if (catalogue.name === 'permissive') return () => false;
  const beyond = new Set<string>();
  for (const { key, natures } of catalogue.list()) {
    for (const attribute of KEY_ATTRIBUTES) {
      const code = key[attribute];
      if (code !== null && !isValueSetCode(attribute, code)) beyond.add(`${attribute} ${code}`);
    }
    for (const code of natures) if (!isValueSetCode('capacityType', code)) beyond.add(`capacityType ${code}`);
  }
  return (attribute, code) => beyond.size > 0 && beyond.has(`${attribute} ${code}`);
}

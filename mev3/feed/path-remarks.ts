import { keyText } from '../capacity/key.ts';
import { KEY_ATTRIBUTES } from '../capacity/types.ts';
import { finding } from '../finding.ts';
import type { FeedOperation, KernelFinding, KeyedRecord } from '../kernel.ts';

/**
 * The difference between what a path selects here and what a FHIRPath engine would select among these records (Q11): an
 * attribute without criterion means "absent" to the ROR and "any" to an engine. Empty when both agree.
 */
export function pathRemarks(records: readonly KeyedRecord[], operation: FeedOperation): readonly KernelFinding[] {
  const { selector } = operation;
  if (selector.kind !== 'record') return [];
  const given = KEY_ATTRIBUTES.filter((attribute) => selector.given.includes(attribute));
  if (given.length === KEY_ATTRIBUTES.length) return [];
  const wanted = keyText(selector.key);
  const others = records.filter(
    (record) =>
      record.keyText !== wanted && given.every((attribute) => record.key[attribute] === selector.key[attribute]),
  );
  const [first] = others;
  if (first === undefined) return [];
  const more = others.length > 1 ? ` (+ ${others.length - 1})` : '';
  return [
    finding('feed.path-selects-less', {
      where: `Parameters.parameter[${operation.index}].part.where(name='path')`,
      expected: wanted,
      seen: `${first.keyText}${more}`,
    }),
  ];
}

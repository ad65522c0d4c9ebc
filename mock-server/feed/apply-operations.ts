import type { FeedOperation, Kernel, KeyedRecord } from '../../mev3/kernel.ts';
import type { FeedSettings } from './feed-settings.ts';

/** The records after every operation, or the first operation that cannot be done and why. */
export type Applied =
  | { readonly ok: true; readonly records: readonly KeyedRecord[] }
  | {
      readonly ok: false;
      readonly why: 'not-found' | 'duplicate' | 'ambiguous';
      readonly operation: FeedOperation;
    };

/** Applies the operations in their order, all or none (Q15). The records given are not changed. */
export function applyOperations(
  kernel: Kernel,
  records: readonly KeyedRecord[],
  patch: { readonly operations: readonly FeedOperation[]; readonly settings: FeedSettings },
): Applied {
  const { addDuplicate, deleteMissing } = patch.settings;
  let after = records;
  for (const operation of patch.operations) {
    const applied = kernel.apply(after, operation, { addDuplicate, deleteMissing });
    if (!applied.ok) return { ok: false, why: applied.why, operation };
    after = applied.records;
  }
  return { ok: true, records: after };
}

import { EMPTY_KEY, keyText } from '../capacity/key.ts';
import { recordJson } from '../capacity/record-extension.ts';
import type { CapacityRecord } from '../capacity/types.ts';
import type { FeedOperation, Kernel, KeyedRecord } from '../kernel.ts';

/** What the settings Q8 and Q9 say. */
export type ApplyOptions = Parameters<Kernel['apply']>[2];

/** The records after an operation, or why it could not be done. */
export type Applied = ReturnType<Kernel['apply']>;

/** A record as it is stored: keyed and serialised in the published shape (TRE systems, official displays). */
export function keyedRecord(record: CapacityRecord): KeyedRecord {
  const key = {
    capacityStatus: record.capacityStatus,
    temporalityCapacity: record.temporalityCapacity,
    genderCapacityAvailable: record.genderCapacityAvailable,
    capacityClosingType: record.capacityClosingType,
    additionalBedType: record.additionalBedType,
    crisisType: record.crisisType,
    temporaryAssignement: record.temporaryAssignement,
  };
  return { keyText: keyText(key), key, json: recordJson(record) };
}

/**
 * Applies one operation that the form and business rules let pass. The given records are not changed; those that the
 * operation does not touch are the same objects in the result.
 */
export function applyOperation(
  records: readonly KeyedRecord[],
  operation: FeedOperation,
  options: ApplyOptions,
): Applied {
  if (operation.type === 'add') return add(records, newRecord(operation), options);
  const { selector } = operation;
  const wanted = keyText(selector.kind === 'record' ? selector.key : EMPTY_KEY);
  const at = records.findIndex((record) => record.keyText === wanted);
  const isDelete = operation.type === 'delete' || operation.type === 'remove';
  if (at === -1) {
    return isDelete && options.deleteMissing === 'no-op' ? { ok: true, records } : { ok: false, why: 'not-found' };
  }
  if (records.findIndex((record, i) => i > at && record.keyText === wanted) !== -1) {
    return { ok: false, why: 'ambiguous' };
  }
  if (isDelete) return { ok: true, records: records.toSpliced(at, 1) };
  return replace(records, at, { record: newRecord(operation), options });
}

function add(records: readonly KeyedRecord[], added: KeyedRecord, options: ApplyOptions): Applied {
  if (options.addDuplicate === 'refuse' && records.some((record) => record.keyText === added.keyText)) {
    return { ok: false, why: 'duplicate' };
  }
  return { ok: true, records: [...records, added] };
}

/** A replace may change the key (Q10); then it must not make a second record of the new key. */
function replace(
  records: readonly KeyedRecord[],
  at: number,
  change: { readonly record: KeyedRecord; readonly options: ApplyOptions },
): Applied {
  const { record, options } = change;
  const taken = records.some((other, i) => i !== at && other.keyText === record.keyText);
  if (taken && options.addDuplicate === 'refuse') return { ok: false, why: 'duplicate' };
  return { ok: true, records: records.with(at, record) };
}

function newRecord(operation: FeedOperation): KeyedRecord {
  const { value, extension } = operation;
  if (value?.record != null) return keyedRecord(value.record);
  // Only reached when a caller applies what the form rules refuse: kept as sent rather than lost.
  const key = value?.key ?? EMPTY_KEY;
  return { keyText: keyText(key), key, json: JSON.stringify(extension) };
}

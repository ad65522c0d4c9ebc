import type { Kernel, KeyedRecord } from '../../mev3/kernel.ts';
import { keyText } from '../../mev3/capacity/key.ts';
import { rememberPlain } from '../store/record-text.ts';

/**
 * The records that a PATCH made are read again as they will be stored, before they are committed: a wrong result is a
 * bug of ours, never a fault of the request.
 * @throws Error when a record that is new does not read back as what it is keyed by
 */
export function checkResult(kernel: Kernel, before: readonly KeyedRecord[], after: readonly KeyedRecord[]): void {
  for (const record of after) {
    if (before.includes(record)) continue;
    const reading = kernel.readRecord(JSON.parse(record.json), 'Location.extension');
    if (reading.record === null || keyText(reading.key) !== record.keyText) {
      throw new Error(`the patched record does not read back: ${record.keyText}`);
    }
    rememberPlain(record, reading.record);
  }
}

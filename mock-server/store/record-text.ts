import { CAPACITY_URL } from '../../mev3/capacity/attributes.ts';
import { keyText } from '../../mev3/capacity/key.ts';
import { createRecordReader } from '../../mev3/capacity/read-record.ts';
import { recordJson } from '../../mev3/capacity/record-extension.ts';
import type { CapacityKey, CapacityRecord } from '../../mev3/capacity/types.ts';
import type { KeyedRecord } from '../../mev3/kernel.ts';

/** Reads what is already stored: every code is let through, whatever catalogue is in force now. */
const read = createRecordReader({ guide: '0.7.0', allows: () => true });

/** The record that a stored extension text holds, keyed. */
export function keyedFromJson(json: string): KeyedRecord {
  return keyedFromExtension(JSON.parse(json), json);
}

/** The same, of an extension that is there as an object too. */
export function keyedFromExtension(extension: unknown, json: string): KeyedRecord {
  const { key, record } = read(extension, 'Location.extension');
  return new ReadRecord(key, json, record);
}

/** A record that was read from its text: its plain form comes along, and goes with it. */
class ReadRecord implements KeyedRecord {
  readonly key: CapacityKey;
  readonly keyText: string;
  readonly json: string;
  /** Null when a mandatory datum cannot be read. */
  readonly plain: CapacityRecord | null;

  constructor(key: CapacityKey, json: string, plain: CapacityRecord | null) {
    this.key = key;
    this.keyText = keyText(key);
    this.json = json;
    this.plain = plain;
  }
}

/** The records in the text of a stored Location, in their order. */
export function recordsOfText(text: string): readonly KeyedRecord[] {
  const { extension }: { readonly extension?: readonly { readonly url?: string }[] } = JSON.parse(text);
  return (extension ?? []).filter(({ url }) => url === CAPACITY_URL).map((one) => keyedFromJson(JSON.stringify(one)));
}

/** A plain record, serialised and keyed. */
export function keyedFromRecord(record: CapacityRecord): KeyedRecord {
  return keyedFromJson(recordJson(record));
}

/** Plain forms already known: a record is read at most once after it was made. */
const plainForms = new WeakMap<KeyedRecord, CapacityRecord>();

/** Tells the plain form of a record that was just read anyway. */
export function rememberPlain(stored: KeyedRecord, plain: CapacityRecord): void {
  plainForms.set(stored, plain);
}

/** A stored record in plain form. @throws Error when a mandatory datum cannot be read: nothing such is ever stored */
export function plainRecord(stored: KeyedRecord): CapacityRecord {
  const known = stored instanceof ReadRecord ? stored.plain : plainForms.get(stored);
  if (known != null) return known;
  const { record } = read(JSON.parse(stored.json), 'Location.extension');
  if (record === null) throw new Error(`a stored capacity record cannot be read: ${stored.keyText}`);
  plainForms.set(stored, record);
  return record;
}

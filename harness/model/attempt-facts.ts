import type { HeaderLines, StimulusEntry } from '../../journal/entry.ts';
import { EMPTY_KEY, keyOf, sameKey } from '../../mev3/capacity/key.ts';
import { KEY_ATTRIBUTES } from '../../mev3/capacity/types.ts';
import type { CapacityKey, CapacityRecord } from '../../mev3/capacity/types.ts';
import type { FeedOperation } from '../../mev3/kernel.ts';
import type { AttemptView, FeedCall, Stimulus } from './check.ts';

/** A record that a stimulus asked the connector to report or to remove. */
export interface Asked {
  readonly entry: StimulusEntry;
  readonly kind: Stimulus['kind'];
  /** `IdNatStruct/code` of the unit. */
  readonly identifier: string;
  readonly record: CapacityRecord;
}

/** One operation that the connector sent, with the call that carried it. */
export interface SentOperation {
  readonly call: FeedCall;
  readonly operation: FeedOperation;
  /** The seven codes it is about: of its value, else of its path; null when neither can be read. */
  readonly key: CapacityKey | null;
}

/** Every record that the stimuli of the attempt named, in order. */
export function askedRecords(view: AttemptView): readonly Asked[] {
  return view.stimuli.flatMap(({ entry, stimulus }) =>
    stimulus.records.map((record) => ({
      entry,
      kind: stimulus.kind,
      identifier: stimulus.location?.identifier ?? '',
      record,
    })),
  );
}

/** The seven codes that an operation is about: of its value, else of its path. */
export function operationKey(operation: FeedOperation): CapacityKey | null {
  if (operation.value !== null && !sameKey(operation.value.key, EMPTY_KEY)) return operation.value.key;
  return operation.selector.kind === 'record' ? operation.selector.key : null;
}

/** Every operation of the feed calls, in order. */
export function sentOperations(view: AttemptView): readonly SentOperation[] {
  return view.feedCalls.flatMap((call) =>
    (call.body?.operations ?? []).map((operation) => ({ call, operation, key: operationKey(operation) })),
  );
}

/**
 * The records asked for before `sent` that it can be about: same seven codes; of the same unit when one of them is
 * (another identifier is a fault of its own, and must not hide the others).
 */
export function askedFor(asked: readonly Asked[], sent: SentOperation): readonly Asked[] {
  const { key, call } = sent;
  if (key === null) return [];
  const sameCodes = asked.filter((one) => one.entry.seq < call.entry.seq && sameKey(one.record, key));
  const sameUnit = sameCodes.filter((one) => one.identifier === call.identifier);
  return sameUnit.length > 0 ? sameUnit : sameCodes;
}

/** True when the operation is about this record, whatever unit its request names. */
export function isAbout(sent: SentOperation, asked: Asked): boolean {
  return askedFor([asked], sent).length > 0;
}

/**
 * True when the request names another unit that a stimulus named too: then it is about that one, whatever its codes. An
 * identifier that no stimulus named is a fault of its own, and must not hide the others.
 */
export function isOfAnotherUnit({ call }: SentOperation, asked: Asked, view: AttemptView): boolean {
  if (call.identifier === asked.identifier) return false;
  return view.stimuli.some(({ stimulus }) => stimulus.location?.identifier === call.identifier);
}

/** The attributes that a key holds, short: `capacityStatus 02, temporalityCapacity 01 …`; absent ones left out. */
export function keyWords(key: CapacityKey): string {
  const present = KEY_ATTRIBUTES.filter((attribute) => key[attribute] !== null);
  return present.map((attribute) => `${attribute} ${key[attribute]}`).join(', ') || '—';
}

/** The same text for the same unit and record: groups the operations about one record. */
export function recordText(identifier: string | null, key: CapacityKey): string {
  return `${identifier ?? '—'} · ${keyWords(keyOf(key))}`;
}

/** Every value of a header, in the order sent; names compare without case. */
export function headerValues(headers: HeaderLines, name: string): readonly string[] {
  return headers.filter(([own]) => own.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}

/** Query parameters of a request target, decoded; a percent sign that decodes to nothing stays as it is. */
export function queryParameters(target: string): URLSearchParams {
  const start = target.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : target.slice(start + 1));
}

import type { EntryKind } from '../journal/entry.ts';
import { DROPPED_KINDS } from '../journal/dropped-kinds.ts';
import { MockRorError } from './mock-ror-error.ts';

/**
 * Refuses a question for what retention has taken away, up to number `droppedTo`.
 * @throws MockRorError `mock.entry-dropped`
 */
export function refuseDropped(seq: number, droppedTo: number): void {
  if (seq > droppedTo) return;
  const known = `entries of the network up to number ${droppedTo} are gone (--retain-entries); ask from ${droppedTo + 1} on`;
  throw new MockRorError('mock.entry-dropped', `entry ${seq} was dropped by retention: ${known}`);
}

/** Whether entries of one of these kinds may have been taken away. Default: every kind. */
export function mayBeDropped(kinds: readonly EntryKind[] = DROPPED_KINDS): boolean {
  return kinds.some((kind) => DROPPED_KINDS.includes(kind));
}

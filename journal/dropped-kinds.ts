import type { EntryKind } from './entry.ts';

/** Kinds of entries that retention takes away: what happened on the network. What a restart or a judgement needs stays. */
export const DROPPED_KINDS: readonly EntryKind[] = [
  'exchange',
  'connection',
  'connection-unused',
  'handshake-failure',
  'delivery',
  'retention',
];

import type { DatabaseSync } from 'node:sqlite';
import type { ClockEntry, FaultEntry, SettingsEntry } from './entry.ts';
import { entryOf } from './entry-row.ts';

/** What was changed from outside: settings, participants, state, clock, faults; and what a fault met. */
export type ChangeEntry = SettingsEntry | ClockEntry | FaultEntry;

/** The changes since the last reset, or from the last restore of a snapshot on, or since the beginning, in their order. Plain SQL: every reopening asks this. */
export function readChanges(sqlite: DatabaseSync): readonly ChangeEntry[] {
  const sql = `SELECT seq, at, body FROM entry WHERE kind IN ('settings', 'clock', 'fault') ORDER BY seq DESC`;
  const found: ChangeEntry[] = [];
  for (const { seq, at, body } of sqlite.prepare(sql).iterate()) {
    const entry = entryOf({ seq, at, body });
    if (entry.kind !== 'settings' && entry.kind !== 'clock' && entry.kind !== 'fault') continue;
    if (entry.kind === 'settings' && entry.subject === 'reset') break;
    found.push(entry);
    if (entry.kind === 'settings' && entry.subject === 'restore') break;
  }
  return found.toReversed();
}

import type { JournalEntry } from './entry.ts';

/** The entry of a row of the journal. */
export function entryOf(row: { readonly seq: unknown; readonly at: unknown; readonly body: unknown }): JournalEntry {
  const seq = Number(row.seq);
  const draft: unknown = JSON.parse(String(row.body));
  const entry: unknown = typeof draft === 'object' ? { seq, at: String(row.at), ...draft } : draft;
  if (isEntry(entry)) return entry;
  throw new Error(`entry ${seq} has no kind`);
}

/** The store wrote the row itself, from a typed draft: its kind vouches for the rest. */
function isEntry(value: unknown): value is JournalEntry {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

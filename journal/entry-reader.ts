import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { DatabaseSync } from 'node:sqlite';
import type { EntryKind, JournalEntry } from './entry.ts';
import { entryOf } from './entry-row.ts';
import type { LaneTables } from './lane-schema.ts';

/** Which entries to read. */
export interface EntryQuery {
  /** First `seq` wanted, default 1. */
  readonly from?: number;
  /** Last `seq` wanted, default the newest. */
  readonly to?: number;
  /** Default: every kind. An empty list gives nothing. */
  readonly kinds?: readonly EntryKind[];
  /** How many at most, default all. */
  readonly limit?: number;
}

/**
 * Builds statements and runs none: node:sqlite is synchronous, so the store binds and runs the compiled SQL itself and
 * a transaction is one uninterrupted stretch of the event loop (docs/decisions/0005).
 */
const statements = new Kysely<LaneTables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** The committed entries that a query names, in their order. */
export function readEntries(sqlite: DatabaseSync, query: EntryQuery): JournalEntry[] {
  if (query.kinds?.length === 0) return [];
  let select = statements.selectFrom('entry').select(['seq', 'at', 'body']).orderBy('seq');
  if (query.from !== undefined) select = select.where('seq', '>=', query.from);
  if (query.to !== undefined) select = select.where('seq', '<=', query.to);
  if (query.kinds !== undefined) select = select.where('kind', 'in', [...query.kinds]);
  if (query.limit !== undefined) select = select.limit(Math.max(0, query.limit));
  const { sql, parameters } = select.compile();
  const bound = parameters.map((value) => (typeof value === 'number' ? value : String(value)));
  return sqlite
    .prepare(sql)
    .all(...bound)
    .map(({ seq, at, body }) => entryOf({ seq, at, body }));
}

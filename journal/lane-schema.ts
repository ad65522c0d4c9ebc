import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';

/** Marks a SQLite file as the store of a lane (`PRAGMA application_id`): "rork" in ASCII. */
export const APPLICATION_ID = 0x726f726b;

/** Version of the tables below (`PRAGMA user_version`). A file with a higher one was written by a newer rorkit. */
export const FORMAT_VERSION = 1;

/** The tables of a lane's store. */
export interface LaneTables {
  /** The journal. `body` is the entry as JSON without `seq` and `at`. */
  readonly entry: { readonly seq: number; readonly at: string; readonly kind: string; readonly body: string };
  /** What does not change between versions of a resource: four texts, as a JSON array (see ResourceFrame). */
  readonly frame: { readonly frame_id: number; readonly segments: string };
  /** One capacity record as JSON text, shared by every version that holds it. */
  readonly part: { readonly part_id: number; readonly json: string };
  /** A version of a resource: its frame and its parts, in order, as `1,7,3`. */
  readonly version: {
    readonly type: string;
    readonly id: string;
    readonly version: number;
    readonly last_updated: string;
    readonly frame_id: number;
    readonly parts: string;
  };
}

/** Name of a table of the store. */
export type LaneTable = keyof LaneTables;

/** Columns of each table, in the order in which rows are bound. */
export const COLUMNS = {
  entry: ['seq', 'at', 'kind', 'body'],
  frame: ['frame_id', 'segments'],
  part: ['part_id', 'json'],
  version: ['type', 'id', 'version', 'last_updated', 'frame_id', 'parts'],
} as const satisfies { readonly [T in LaneTable]: readonly (keyof LaneTables[T])[] };

/**
 * Builds statements and runs none: node:sqlite is synchronous, so the store binds and runs the compiled SQL itself and
 * a transaction is one uninterrupted stretch of the event loop (docs/decisions/0005).
 */
export const statements = new Kysely<LaneTables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** The statements that make an empty store. */
export function tableDefinitions(): readonly string[] {
  const { schema } = statements;
  const built = [
    schema
      .createTable('entry')
      .addColumn('seq', 'integer', (column) => column.primaryKey())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull()),
    schema
      .createTable('frame')
      .addColumn('frame_id', 'integer', (column) => column.primaryKey())
      .addColumn('segments', 'text', (column) => column.notNull()),
    schema
      .createTable('part')
      .addColumn('part_id', 'integer', (column) => column.primaryKey())
      .addColumn('json', 'text', (column) => column.notNull()),
    schema
      .createTable('version')
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('last_updated', 'text', (column) => column.notNull())
      .addColumn('frame_id', 'integer', (column) => column.notNull())
      .addColumn('parts', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('version_key', ['type', 'id', 'version']),
  ];
  return built.map((builder) => builder.compile().sql);
}

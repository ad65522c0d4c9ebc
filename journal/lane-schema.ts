/** Marks a SQLite file as the store of a lane (`PRAGMA application_id`): "rork" in ASCII. */
export const APPLICATION_ID = 0x726f726b;

/** Version of the tables below (`PRAGMA user_version`), with which a file begins. */
export const FORMAT_VERSION = 1;

/** Version of a file in which retention is, or was, at work: numbers may be missing. A file with a higher one was written by a newer rorkit. */
export const RETENTION_FORMAT = 2;

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

/** The statements that make an empty store. A new table or column is a new FORMAT_VERSION. */
export const TABLE_DEFINITIONS: readonly string[] = [
  'CREATE TABLE entry (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL)',
  // Few among millions of exchanges, and asked for at each opening.
  `CREATE INDEX entry_change ON entry (seq) WHERE kind IN ('settings', 'clock')`,
  'CREATE TABLE frame (frame_id INTEGER PRIMARY KEY, segments TEXT NOT NULL)',
  'CREATE TABLE part (part_id INTEGER PRIMARY KEY, json TEXT NOT NULL)',
  `CREATE TABLE version (type TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, last_updated TEXT NOT NULL,
    frame_id INTEGER NOT NULL, parts TEXT NOT NULL, PRIMARY KEY (type, id, version))`,
];

/**
 * What makes a store one of RETENTION_FORMAT: the newest `retention` entry, and the exchanges that refer to a version of a resource, are
 * found without reading the journal.
 */
export const RETENTION_DEFINITIONS: readonly string[] = [
  `CREATE INDEX entry_retention ON entry (seq) WHERE kind = 'retention'`,
  `CREATE INDEX entry_answer ON entry (json_extract(body, '$.answer.body.id'), json_extract(body, '$.answer.body.versionId'))
    WHERE json_extract(body, '$.answer.body.id') IS NOT NULL`,
  `CREATE INDEX entry_effect ON entry (json_extract(body, '$.effect.id'), json_extract(body, '$.effect.versionAfter'))
    WHERE json_extract(body, '$.effect.id') IS NOT NULL`,
];

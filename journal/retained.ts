import type { DatabaseSync } from 'node:sqlite';
import { RETENTION_FORMAT } from './lane-schema.ts';

/** How far retention has taken entries away, and how many since the beginning; both 0 when it never did. */
export interface Retained {
  /** Number of the last entry that went. */
  readonly last: number;
  readonly total: number;
}

/** What the newest `retention` entry says. A file in which retention never was at work is not searched. */
export function readRetained(sqlite: DatabaseSync): Retained {
  if (Number(sqlite.prepare('PRAGMA user_version').get()?.['user_version']) < RETENTION_FORMAT) {
    return { last: 0, total: 0 };
  }
  const sql = `SELECT json_extract(body, '$.last') AS last, json_extract(body, '$.total') AS total
    FROM entry INDEXED BY entry_retention WHERE kind = 'retention' ORDER BY seq DESC LIMIT 1`;
  const row = sqlite.prepare(sql).get();
  return { last: Number(row?.['last'] ?? 0), total: Number(row?.['total'] ?? 0) };
}

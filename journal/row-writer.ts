import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { COLUMNS } from './lane-schema.ts';
import type { LaneTable } from './lane-schema.ts';

/** One row, its values in the order of COLUMNS. */
export type BoundRow = readonly SQLInputValue[];

/** Rows of one INSERT at most: keeps the number of prepared statements bounded. */
const MAX_ROWS = 64;

/** Writes many rows of a table by few INSERT statements, each prepared once for a number of rows. */
export class RowWriter {
  readonly #sqlite: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(sqlite: DatabaseSync) {
    this.#sqlite = sqlite;
  }

  /** Inserts the rows in their order; the caller holds the transaction. */
  insert(table: LaneTable, rows: readonly BoundRow[]): void {
    for (let start = 0; start < rows.length; start += MAX_ROWS) {
      const chunk = rows.slice(start, start + MAX_ROWS);
      this.#statement(table, chunk.length).run(...chunk.flat());
    }
  }

  #statement(table: LaneTable, rowCount: number): StatementSync {
    const name = `${table}/${rowCount}`;
    const known = this.#prepared.get(name);
    if (known) return known;
    const prepared = this.#sqlite.prepare(insertSql(table, rowCount));
    this.#prepared.set(name, prepared);
    return prepared;
  }
}

function insertSql(table: LaneTable, rowCount: number): string {
  const columns = COLUMNS[table];
  const row = `(${columns.map(() => '?').join(', ')})`;
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array(rowCount).fill(row).join(', ')}`;
}

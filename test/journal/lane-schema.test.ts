import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { COLUMNS, TABLE_DEFINITIONS } from '../../journal/lane-schema.ts';

describe('the tables of a lane', () => {
  it('have the columns that rows are bound to and questions are typed with, in that order', () => {
    const sqlite = new DatabaseSync(':memory:');
    for (const sql of TABLE_DEFINITIONS) sqlite.exec(sql);
    const made = sqlite
      .prepare(
        `SELECT m.name AS name, c.name AS col FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table'`,
      )
      .all();
    sqlite.close();
    const columns = Object.groupBy(made, (row) => String(row['name']));
    expect(Object.keys(columns).toSorted()).toEqual(Object.keys(COLUMNS).toSorted());
    for (const [table, expected] of Object.entries(COLUMNS)) {
      expect(columns[table]?.map((row) => row['col'])).toEqual(expected);
    }
  });
});

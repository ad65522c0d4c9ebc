// What was last asked for, unit by unit, so that everything can be sent again. One JSON file.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyOf } from './capacity-body.mjs';

/** @import { CapacityRecord, Unit, UnitWork } from './world.mjs' */

/** @typedef {Record<string, { unit: Unit, records: Record<string, CapacityRecord> }>} Grid records by key, by unit */

/**
 * The memory kept in a folder; an empty one when nothing was kept yet.
 * @param {string} stateDir
 */
export function openMemory(stateDir) {
  const file = join(stateDir, 'grid.json');
  const grid = read(file);
  return {
    /** @param {UnitWork} work */
    keep({ unit, upsert, remove }) {
      const entry = (grid[unit.identifier] ??= { unit, records: {} });
      for (const record of upsert) entry.records[keyOf(record)] = record;
      for (const record of remove) delete entry.records[keyOf(record)];
      // Written aside, then renamed: a crash never leaves half a file.
      writeFileSync(`${file}.new`, JSON.stringify(grid));
      renameSync(`${file}.new`, file);
    },

    /**
     * Everything known of one establishment.
     * @param {string} idNatStruct
     * @returns {UnitWork[]}
     */
    everything(idNatStruct) {
      return Object.values(grid)
        .filter((entry) => entry.unit.establishment.idNatStruct === idNatStruct)
        .map((entry) => ({ unit: entry.unit, upsert: Object.values(entry.records), remove: [] }));
    },
  };
}

/**
 * @param {string} file
 * @returns {Grid}
 */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

// What was last asked for, unit by unit, so that everything can be sent again, and what the ROR took of it. One JSON file.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyOf } from './capacity-body.mjs';

/** @import { CapacityRecord, Unit, UnitWork } from './world.mjs' */

/** @typedef {Record<string, { unit: Unit, records: Record<string, CapacityRecord>, accepted: Record<string, string> }>} Grid by unit, records and accepted values by key */

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
      const entry = (grid[unit.identifier] ??= { unit, records: {}, accepted: {} });
      for (const record of upsert) entry.records[keyOf(record)] = record;
      for (const record of remove) delete entry.records[keyOf(record)];
      write(file, grid);
    },

    /**
     * The ROR took this record, or its removal.
     * @param {UnitWork} work
     * @param {CapacityRecord} record
     */
    accept({ unit, remove }, record) {
      const accepted = grid[unit.identifier]?.accepted ?? {};
      if (remove.includes(record)) delete accepted[keyOf(record)];
      else accepted[keyOf(record)] = valuesOf(record);
      write(file, grid);
    },

    /**
     * True when the ROR took exactly these values of the record last.
     * @param {Unit} unit
     * @param {CapacityRecord} record
     */
    wasAccepted(unit, record) {
      return grid[unit.identifier]?.accepted[keyOf(record)] === valuesOf(record);
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
 * What a record says beside its key and its date.
 * @param {CapacityRecord} record
 */
function valuesOf({ capacityType, nbCapacity, capacitySourceType, comment }) {
  return JSON.stringify([capacityType, nbCapacity, capacitySourceType, comment]);
}

/**
 * Written aside, then renamed: a crash never leaves half a file.
 * @param {string} file
 * @param {Grid} grid
 */
function write(file, grid) {
  writeFileSync(`${file}.new`, JSON.stringify(grid));
  renameSync(`${file}.new`, file);
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

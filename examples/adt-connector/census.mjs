// The figures of a unit that the ROR asks for, counted from its beds and from who holds them.
import { readFileSync } from 'node:fs';

/** @import { CapacityRecord } from '../reference-connector/world.mjs' */

/** @typedef {{ from: number, to: number, beds: number, sex?: 'F' | 'M' }} Rooms a run of like rooms */

/** @type {Rooms[]} */
const ROOMS = JSON.parse(readFileSync(new URL('rooms.json', import.meta.url), 'utf8'));

/** Code of the gender for whom a free bed is. */
const GENDER = { F: '01', M: '02', anybody: '04' };

/** @param {string} sex */
function genderOf(sex) {
  return sex === 'F' || sex === 'M' ? GENDER[sex] : GENDER.anybody;
}

/**
 * Free beds by gender code. In a room of several beds, a free one is for the sex of who is there.
 * @param {Map<string, { room: string, sex: string }>} holders by room and bed
 * @returns {Record<string, number>}
 */
export function countFree(holders) {
  /** @type {Record<string, number>} */
  const count = Object.fromEntries(Object.values(GENDER).map((gender) => [gender, 0]));
  for (const { from, to, beds, sex } of ROOMS) {
    for (let room = from; room <= to; room += 1) {
      const here = [...holders.values()].filter((holder) => holder.room === String(room));
      const gender = genderOf(sex ?? here[0]?.sex ?? '');
      count[gender] = (count[gender] ?? 0) + Math.max(0, beds - here.length);
    }
  }
  return count;
}

/**
 * Beds that are free now, as the ROR wants the record.
 * @param {string} gender
 * @param {number} nbCapacity
 * @param {string} capacityUpdateDate
 * @returns {CapacityRecord}
 */
export function availableRecord(gender, nbCapacity, capacityUpdateDate) {
  return {
    capacityType: '01',
    capacityStatus: '02',
    temporalityCapacity: '01',
    genderCapacityAvailable: gender,
    capacityClosingType: null,
    additionalBedType: null,
    crisisType: null,
    temporaryAssignement: '01',
    capacitySourceType: '02',
    nbCapacity,
    capacityUpdateDate,
    comment: null,
  };
}

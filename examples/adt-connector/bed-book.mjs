// Who is in which bed, from the movements that stand. One JSON file, written before a message is acknowledged.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NotTaken } from './adt-message.mjs';

/** @import { AdtMessage, Place } from './adt-message.mjs' */

/** @typedef {{ id: string, event: string, place: Place | null }} Movement null: the patient has left */
/** @typedef {{ sex: 'F' | 'M' | '', movements: Movement[] }} Stay */
/** @typedef {Record<string, Stay>} Stays by number of the stay */
/**
 * @typedef {object} KnownUnit
 * @property {string} finess
 * @property {string} unit
 * @property {string} updatedAt when it last changed
 * @property {Record<string, number>} told what the ROR was told last, by gender code
 */
/** @typedef {{ stays: Stays, units: Record<string, KnownUnit> }} Book */

/** Events after which the patient has no bed here any more. */
const LEAVING = ['A03', 'A07'];
const KNOWN = ['A01', 'A02', 'A03', 'A06', 'A07', 'A21', 'A22'];

/**
 * The book kept in a folder; an empty one when nothing was kept yet: then all beds are free.
 * @param {string} stateDir
 * @param {Record<string, number>} atFirst what the ROR knows of a unit that has had no movement yet
 */
export function openBedBook(stateDir, atFirst) {
  const file = join(stateDir, 'beds.json');
  const book = read(file);
  const write = () => {
    writeFileSync(`${file}.new`, JSON.stringify(book));
    renameSync(`${file}.new`, file);
  };
  return {
    book,

    /**
     * Takes a message down and keeps the book; gives the units that it touches.
     * @param {AdtMessage} message
     * @returns {string[]} keys of `book.units`
     */
    take(message) {
      const before = placeNow(book.stays[message.stay]);
      if (message.isCancelling) cancel(book.stays, message);
      else move(book.stays, message);
      const touched = [before, placeNow(book.stays[message.stay])].flatMap((place) => {
        if (place === null || place.bed === '') return [];
        const key = `${place.finess}/${place.unit}`;
        const told = book.units[key]?.told ?? { ...atFirst };
        book.units[key] = { finess: place.finess, unit: place.unit, updatedAt: message.recordedAt, told };
        return [key];
      });
      write();
      return touched;
    },

    /**
     * The ROR was told these figures of a unit: it took them, or somebody was told that it did not.
     * @param {string} key
     * @param {Record<string, number>} free
     */
    tell(key, free) {
      const unit = book.units[key];
      if (unit !== undefined) unit.told = free;
      write();
    },
  };
}

/**
 * Who holds the beds of a unit, by room and bed.
 * @param {Stays} stays
 * @param {{ finess: string, unit: string }} unit
 * @returns {Map<string, { room: string, sex: string, isOnLeave: boolean }>}
 */
export function holdersOf(stays, unit) {
  const held = new Map();
  for (const stay of Object.values(stays)) {
    const place = placeNow(stay);
    if (place === null || place.bed === '' || place.finess !== unit.finess || place.unit !== unit.unit) continue;
    const isOnLeave = stay.movements.at(-1)?.event === 'A21';
    held.set(`${place.room}/${place.bed}`, { room: place.room, sex: stay.sex, isOnLeave });
  }
  return held;
}

/** @param {Stay | undefined} stay */
function placeNow(stay) {
  return stay?.movements.at(-1)?.place ?? null;
}

/**
 * @param {Stays} stays
 * @param {AdtMessage} message
 */
function move(stays, { event, stay: number, sex, movementId, place }) {
  if (!KNOWN.includes(event)) throw new NotTaken('AR', `${event} is not taken`);
  const stay = (stays[number] ??= { sex, movements: [] });
  // Sent again because our answer was lost: known already.
  if (stay.movements.some(({ id }) => id === movementId)) return;
  if (sex !== '') stay.sex = sex;
  stay.movements.push({ id: movementId, event, place: LEAVING.includes(event) ? null : place });
}

/**
 * A cancelling takes the movement with its number away; what was before stands again.
 * @param {Stays} stays
 * @param {AdtMessage} message
 */
function cancel(stays, { stay: number, movementId }) {
  const stay = stays[number];
  if (stay === undefined) throw new NotTaken('AE', `no stay ${number}`);
  stay.movements = stay.movements.filter(({ id }) => id !== movementId);
}

/**
 * @param {string} file
 * @returns {Book}
 */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { stays: {}, units: {} };
    throw error;
  }
}

// A small, correct connector for the capacity feed of the national ROR. Start reading here; then feed.mjs.
//
// Each line on stdin asks for one thing ("unit X now has 4 free beds for women"). Each answer is one line on stdout.
// At the end of stdin the exit status says how the last one ended: 0 done, 10 not taken by the ROR, 11 nothing to send.
import { createInterface } from 'node:readline';
import { Refused, Unavailable } from './failures.mjs';
import { disconnect, feedUnit } from './feed.mjs';
import { openMemory } from './memory.mjs';
import { readUnits } from './read.mjs';
import { readWorld } from './world.mjs';

/** @import { Stimulus, UnitWork } from './world.mjs' */

/** @typedef {'done' | 'refused' | 'nothing'} Result how a stimulus ended */

const EXIT_STATUS = { done: 0, refused: 10, nothing: 11 };

const world = readWorld(process.env);
const memory = openMemory(world.stateDir);

/**
 * What has to be sent for a stimulus, unit by unit.
 * @param {Stimulus} stimulus
 * @returns {UnitWork[]}
 */
function workFor(stimulus) {
  const { kind, establishment, location, records } = stimulus;
  if (kind === 'resend-all') return memory.everything(establishment.idNatStruct);
  if (location === null) return [];
  const unit = { identifier: location.identifier, name: location.name, establishment };
  if (kind === 'report-capacity') {
    // What the ROR took last and did not change since is not sent again; `resend-all` sends it all the same.
    return [{ unit, upsert: records.filter((record) => !memory.wasAccepted(unit, record)), remove: [] }];
  }
  if (kind === 'remove-capacity') return [{ unit, upsert: [], remove: records }];
  return [];
}

/**
 * @param {Stimulus} stimulus
 * @returns {Promise<Result>}
 */
async function obey(stimulus) {
  if (stimulus.kind === 'read-back') return readBack(stimulus);
  const work = workFor(stimulus);
  if (work.every((unitWork) => unitWork.upsert.length + unitWork.remove.length === 0)) return 'nothing';
  /** @type {Result} */
  let result = 'done';
  for (const unitWork of work) {
    memory.keep(unitWork);
    const problems = await feedUnit(world, unitWork, (record) => memory.accept(unitWork, record));
    for (const problem of problems) {
      result = 'refused';
      // A real product would also raise an alert here: somebody must see it.
      process.stderr.write(`NOT SENT: ${problem}\n`);
    }
  }
  return result;
}

/**
 * What is to be read back: one unit, or every unit of the establishment.
 * @param {Stimulus} stimulus
 * @returns {string[]}
 */
function identifiersFor({ establishment, location }) {
  if (location !== null) return [location.identifier];
  const own = world.establishments?.filter(({ idNatStruct }) => idNatStruct === establishment.idNatStruct) ?? [];
  return own.flatMap(({ locations }) => locations.map(({ identifier }) => identifier));
}

/**
 * Reads back, and says what the ROR holds.
 * @param {Stimulus} stimulus
 * @returns {Promise<Result>}
 */
async function readBack(stimulus) {
  try {
    const found = await readUnits(world, identifiersFor(stimulus));
    if (found === null) return 'nothing';
    for (const { identifier, extension = [] } of found) {
      const name = identifier?.map(({ value }) => value).join(', ');
      process.stderr.write(`READ: ${name}, ${extension.length} extensions\n`);
    }
    return 'done';
  } catch (error) {
    if (!(error instanceof Refused || error instanceof Unavailable)) throw error;
    process.stderr.write(`NOT READ: ${error.message}\n`);
    return 'refused';
  }
}

/** @type {Result} */
let last = 'nothing';
for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') continue;
  /** @type {Stimulus} */
  const stimulus = JSON.parse(line);
  if (stimulus.contract !== 1) throw new Error(`this connector speaks contract 1, not ${stimulus.contract}`);
  last = await obey(stimulus);
  process.stdout.write(`${JSON.stringify({ id: stimulus.id, result: last })}\n`);
}
disconnect();
process.exitCode = EXIT_STATUS[last];

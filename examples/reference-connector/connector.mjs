// A small, correct connector for the capacity feed of the national ROR. Start reading here; then feed.mjs.
//
// Each line on stdin asks for one thing ("unit X now has 4 free beds for women"). Each answer is one line on stdout.
// At the end of stdin the exit status says how the last one ended: 0 done, 10 not taken by the ROR, 11 nothing to send.
import { createInterface } from 'node:readline';
import { disconnect, feedUnit } from './feed.mjs';
import { openMemory } from './memory.mjs';
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
  return []; // `read-back` is for consumers; this connector only feeds.
}

/**
 * @param {Stimulus} stimulus
 * @returns {Promise<Result>}
 */
async function obey(stimulus) {
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

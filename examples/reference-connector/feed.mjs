// The capacity feed: for each record `replace`; `add` only when the ROR says that it does not hold this record yet.
import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { refusal, saysRecordIsMissing } from './answers.mjs';
import { addBody, deleteBody, keyOf, replaceBody } from './capacity-body.mjs';
import { isTemporary, noAnswer, Refused, Unavailable, unavailable } from './failures.mjs';
import { call } from './https-call.mjs';
import { accessToken, forgetToken } from './token.mjs';

/** @import { Answer } from './https-call.mjs' */
/** @import { CapacityRecord, Credential, Unit, UnitWork, World } from './world.mjs' */

/** @typedef {{ world: World, credential: Credential, unit: Unit }} Target where a record goes, and as whom */

/** Tries in all, and what is waited before the second; the wait doubles each time. A test wants it short. */
const TRIES = 4;
const FIRST_WAIT_MS = Number(process.env.FEED_FIRST_WAIT_MS ?? 1000);
const LONGEST_WAIT_MS = 30_000;

/** @type {Agent | undefined} */
let agent;

/**
 * Sends the records of one unit, one PATCH a record, and gives what went wrong in plain words.
 * @param {World} world
 * @param {UnitWork} work
 * @param {(record: CapacityRecord) => void} [onAccepted] told of each record that the ROR took
 * @returns {Promise<string[]>} empty when the ROR took everything
 */
export async function feedUnit(world, { unit, upsert, remove }, onAccepted = () => {}) {
  const credential = world.credentials.find(({ id }) => id === unit.establishment.credential);
  if (credential === undefined) return [`no credential named ${unit.establishment.credential}`];
  const target = { world, credential, unit };
  const sends = [
    ...upsert.map((record) => ({ record, send: () => upsertRecord(target, replaceBody(record), addBody(record)) })),
    ...remove.map((record) => ({ record, send: () => removeRecord(target, deleteBody(record)) })),
  ];
  const problems = [];
  for (const { record, send } of sends) {
    try {
      await withPatience(send);
      onAccepted(record);
    } catch (error) {
      if (!(error instanceof Refused || error instanceof Unavailable)) throw error;
      problems.push(`${unit.identifier} (${unit.name}), record ${keyOf(record)}: ${error.message}`);
      // What refuses the unit or our identity would refuse its other records too: do not insist.
      if (error instanceof Unavailable || error.scope !== 'record') break;
    }
  }
  return problems;
}

/** Closes the connections that were kept open. */
export function disconnect() {
  agent?.destroy();
}

/**
 * @param {Target} target
 * @param {string} replace
 * @param {string} add
 */
async function upsertRecord(target, replace, add) {
  const answer = await patch(target, replace);
  if (answer.status === 200) return;
  if (!saysRecordIsMissing(answer)) throw refusal(answer);
  const added = await patch(target, add);
  if (added.status !== 200) throw refusal(added);
}

/**
 * @param {Target} target
 * @param {string} body
 */
async function removeRecord(target, body) {
  const answer = await patch(target, body);
  // A record that is already gone is what was wanted.
  if (answer.status !== 200 && !saysRecordIsMissing(answer)) throw refusal(answer);
}

/**
 * One PATCH, with exactly the two headers that the ROR documents. A token that is refused is renewed once.
 * @param {Target} target
 * @param {string} body
 * @returns {Promise<Answer>} anything but 401, 429 and 5xx
 */
async function patch({ world, credential, unit }, body) {
  agent ??= new Agent({ ca: readFileSync(world.caFile), keepAlive: true });
  const url = `${world.apiBase}${world.feedPath}/Location?identifier=${encodeURIComponent(unit.identifier)}`;
  const send = async () => {
    const token = await accessToken(world, credential);
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/fhir+json' };
    return call(url, { method: 'PATCH', headers, agent }, body).catch((error) => {
      throw noAnswer(error, 'the ROR');
    });
  };
  let answer = await send();
  if (answer.status === 401) {
    forgetToken(credential);
    answer = await send();
  }
  if (isTemporary(answer.status)) throw unavailable(answer, 'the ROR');
  return answer;
}

/**
 * Tries again, from `replace` on, what failed only for now; a lost answer may have been a success.
 * @param {() => Promise<void>} send
 */
async function withPatience(send) {
  for (let tried = 1; ; tried += 1) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof Unavailable) || tried === TRIES) throw error;
      const pause = Math.max(FIRST_WAIT_MS * 2 ** (tried - 1), error.retryAfterMs);
      if (pause > LONGEST_WAIT_MS) throw error;
      await wait(pause);
    }
  }
}

// Reading back: what the ROR now holds of our units. A role of its own: another client_id, another certificate, four headers.
import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { isTemporary, noAnswer, Refused, unavailable } from './failures.mjs';
import { call } from './https-call.mjs';
import { accessToken, forgetToken } from './token.mjs';

/** @import { Credential, World } from './world.mjs' */

/** @typedef {{ resourceType?: string, identifier?: { value?: string }[], extension?: unknown[] }} Resource */
/** @typedef {{ link?: { relation: string, url: string }[], entry?: { resource?: Resource }[] }} Bundle */

/**
 * The Locations with these identifiers, of every page.
 * @param {World} world
 * @param {string[]} identifiers
 * @returns {Promise<Resource[] | null>} null when there is nothing to read, or we have no identity of a consumer
 * @throws {Refused} when the ROR does not let us read
 */
export async function readUnits(world, identifiers) {
  const consumer = world.credentials.find(({ role }) => role === 'consumer');
  if (consumer === undefined || world.readPath === undefined || identifiers.length === 0) return null;
  const read = { world, consumer, agent: new Agent({ ca: readFileSync(world.caFile), keepAlive: true }) };
  // A comma separates values: one request for all of them.
  const query = identifiers.map(encodeURIComponent).join(',');
  /** @type {string | undefined} */
  let url = `${world.apiBase}${world.readPath}/Location?identifier=${query}`;
  /** @type {Resource[]} */
  const found = [];
  try {
    while (url !== undefined) {
      const page = await readPage(read, url);
      found.push(...(page.entry ?? []).flatMap(({ resource }) => resource ?? []));
      url = page.link?.find(({ relation }) => relation === 'next')?.url;
    }
  } finally {
    read.agent.destroy();
  }
  return found;
}

/**
 * One page. A token that is refused is renewed once.
 * @param {{ world: World, consumer: Credential, agent: Agent }} read
 * @param {string} url
 * @returns {Promise<Bundle>}
 */
async function readPage({ world, consumer, agent }, url) {
  // A link leads where the ROR is: our token goes nowhere else.
  if (new URL(url).origin !== new URL(world.apiBase).origin)
    throw new Refused(`a link leads away: ${url}`, 'credential');
  const get = async () => {
    const token = await accessToken(world, consumer);
    const headers = { Authorization: `Bearer ${token}`, Accept: 'application/fhir+json', ...world.rorHeaders };
    return call(url, { method: 'GET', headers, agent }, '').catch((error) => {
      throw noAnswer(error, 'the ROR');
    });
  };
  let answer = await get();
  if (answer.status === 401) {
    forgetToken(consumer);
    answer = await get();
  }
  if (isTemporary(answer.status)) throw unavailable(answer, 'the ROR');
  if (answer.status !== 200) {
    throw new Refused(
      `HTTP ${answer.status} to a read: ${answer.text.slice(0, 300)}. Tell ANS and our support`,
      'credential',
    );
  }
  return JSON.parse(answer.text);
}

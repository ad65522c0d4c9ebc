// The access token: OAuth2 client credentials, where the TLS client certificate takes the place of the secret.
import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { isTemporary, noAnswer, Refused, unavailable } from './failures.mjs';
import { call } from './https-call.mjs';

/** @import { Credential, World } from './world.mjs' */

/** @typedef {{ value: string, renewAtMs: number }} Token */

/** A token is renewed when less than this remains (or half of a very short life), so that it never ends on its way. */
const MARGIN_SECONDS = 10;

/** @type {Map<string, Token>} */
const kept = new Map();

/**
 * A valid access token: the one we hold, else a new one.
 * @param {World} world
 * @param {Credential} credential
 * @returns {Promise<string>}
 * @throws {Refused} when the authorization server gives us none
 */
export async function accessToken(world, credential) {
  const held = kept.get(credential.id);
  if (held !== undefined && Date.now() < held.renewAtMs) return held.value;
  const token = await requestToken(world, credential);
  kept.set(credential.id, token);
  return token.value;
}

/**
 * Forgets a token that the API did not accept.
 * @param {Credential} credential
 */
export function forgetToken(credential) {
  kept.delete(credential.id);
}

/**
 * @param {World} world
 * @param {Credential} credential
 * @returns {Promise<Token>}
 */
async function requestToken(world, credential) {
  const answer = await call(
    world.tokenUrl,
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      agent: new Agent({
        cert: readFileSync(credential.cert),
        key: readFileSync(credential.key),
        ca: readFileSync(world.caFile),
      }),
    },
    new URLSearchParams({ client_id: credential.clientId, grant_type: 'client_credentials' }).toString(),
  ).catch((error) => {
    throw noAnswer(error, 'the token endpoint');
  });
  if (isTemporary(answer.status)) throw unavailable(answer, 'the token endpoint');
  // Versions of the server differ in 400 or 401 and in their texts: any other status means "no token".
  if (answer.status !== 200) throw refusal(answer.status, answer.text, credential);
  const { access_token: value, expires_in: lifeSeconds = 60 } = JSON.parse(answer.text);
  const usableSeconds = lifeSeconds - Math.min(MARGIN_SECONDS, lifeSeconds / 2);
  return { value, renewAtMs: Date.now() + usableSeconds * 1000 };
}

/**
 * @param {number} status
 * @param {string} text
 * @param {Credential} credential
 */
function refusal(status, text, credential) {
  return new Refused(
    `no token for client_id ${credential.clientId}: HTTP ${status} ${text.slice(0, 300)}. ` +
      'Nothing was sent to the ROR. Check that our certificate is valid and that ANS has listed exactly its subject DN ' +
      'for this client_id (monserviceclient.ror@esante.gouv.fr); tell the GRADeS that this feed is stopped.',
    'credential',
  );
}

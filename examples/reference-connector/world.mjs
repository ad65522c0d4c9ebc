// Where the ROR is, who we are, and the shapes of what we are handed. Only these change from sandbox to production.
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Credential one client_id with its certificate
 * @property {string} id
 * @property {'supplier' | 'consumer'} role
 * @property {string} clientId
 * @property {string} cert PEM file
 * @property {string} key PEM file
 * @property {string} [p12] the same two as PKCS#12
 * @property {string} [p12Password]
 */

/**
 * @typedef {object} World
 * @property {string} tokenUrl the full address of the token endpoint
 * @property {string} apiBase scheme, host and port of the API
 * @property {string} feedPath
 * @property {string} [readPath]
 * @property {Record<string, string>} [rorHeaders] what ANS hands to a consumer; never sent with the feed
 * @property {string} caFile PEM: the authorities to trust on both hosts
 * @property {string} stateDir a folder of ours
 * @property {Credential[]} credentials
 * @property {(Establishment & { locations: { identifier: string, name: string }[] })[]} [establishments] with their units
 */

/** @typedef {{ finess: string, idNatStruct: string, name: string, credential: string }} Establishment */
/** @typedef {{ identifier: string, name: string, establishment: Establishment }} Unit */
/** @typedef {{ unit: Unit, upsert: CapacityRecord[], remove: CapacityRecord[] }} UnitWork */

/**
 * @typedef {object} CapacityRecord codes as the ROR spells them; null where a code does not apply
 * @property {string} capacityType
 * @property {string} capacityStatus
 * @property {string} temporalityCapacity
 * @property {string | null} genderCapacityAvailable
 * @property {string | null} capacityClosingType
 * @property {string | null} additionalBedType
 * @property {string | null} crisisType
 * @property {string} temporaryAssignement (sic)
 * @property {string} capacitySourceType
 * @property {number} nbCapacity
 * @property {string} capacityUpdateDate when the figure changed in the source, with its time zone
 * @property {string | null} comment
 */

/**
 * @typedef {object} Stimulus
 * @property {number} contract
 * @property {string} id
 * @property {'report-capacity' | 'remove-capacity' | 'resend-all' | 'read-back'} kind
 * @property {Establishment} establishment
 * @property {{ identifier: string, name: string } | null} location
 * @property {CapacityRecord[]} records
 */

/**
 * The world from `ROR_CONFIG_FILE`, or from the single variables when there is no such file.
 * @param {NodeJS.ProcessEnv} env
 * @returns {World}
 */
export function readWorld(env) {
  if (env.ROR_CONFIG_FILE) return JSON.parse(readFileSync(env.ROR_CONFIG_FILE, 'utf8'));
  return {
    tokenUrl: required(env, 'ROR_TOKEN_URL'),
    apiBase: required(env, 'ROR_API_BASE'),
    feedPath: '/ws-synchro-dispo-lits-fhir',
    caFile: required(env, 'ROR_CA_FILE'),
    stateDir: required(env, 'ROR_STATE_DIR'),
    credentials: [
      {
        id: 'supplier',
        role: 'supplier',
        clientId: required(env, 'ROR_CLIENT_ID'),
        cert: required(env, 'ROR_CLIENT_CERT'),
        key: required(env, 'ROR_CLIENT_KEY'),
      },
    ],
  };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name
 */
function required(env, name) {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set (nor ROR_CONFIG_FILE)`);
  return value;
}

// Changes as they come in: the JSON of rorkit, a PATCH of the ROR, a line of CSV, an XML message.

/** @import { CapacityRecord, Stimulus, Unit, UnitWork, World } from '../reference-connector/world.mjs' */

/** The codes of a record, as they are spelt in all forms. */
const CODES = /** @type {const} */ ([
  'capacityStatus',
  'temporalityCapacity',
  'genderCapacityAvailable',
  'capacityClosingType',
  'additionalBedType',
  'crisisType',
  'temporaryAssignement',
  'capacityType',
  'capacitySourceType',
]);

/**
 * The JSON of rorkit.
 * @param {Stimulus} stimulus
 * @param {{ everything(idNatStruct: string): UnitWork[] }} memory
 * @returns {UnitWork[]}
 */
export function workOfStimulus({ kind, establishment, location, records }, memory) {
  if (kind === 'resend-all') return memory.everything(establishment.idNatStruct);
  if (location === null) return [];
  const unit = { identifier: location.identifier, name: location.name, establishment };
  return [kind === 'remove-capacity' ? { unit, upsert: [], remove: records } : { unit, upsert: records, remove: [] }];
}

/**
 * A PATCH of the ROR, sent by a bed-management system to its regional EAI.
 * @param {string} identifier
 * @param {{ parameter: { part: any[] }[] }} body
 * @param {World} world
 * @returns {UnitWork[]}
 */
export function workOfPatch(identifier, body, world) {
  return body.parameter.map(({ part }) => {
    const named = (/** @type {string} */ name) => part.find((one) => one.name === name);
    const unit = unitOf(identifier, world);
    if (named('type').valueString === 'delete')
      return { unit, upsert: [], remove: [recordOfPath(named('path').valueString)] };
    return { unit, upsert: [recordOfExtension(named('value').part[0].extension[0])], remove: [] };
  });
}

/**
 * The fields of one line of CSV or one XML element, by name; empty means "no such code".
 * @param {Record<string, string>} fields
 * @param {World} world
 * @returns {UnitWork[]}
 */
export function workOfFields(fields, world) {
  /** @type {any} */
  const record = { nbCapacity: Number(fields.nbCapacity), capacityUpdateDate: fields.capacityUpdateDate };
  for (const name of CODES) record[name] = fields[name] || null;
  record.comment = fields.comment || null;
  const unit = unitOf(fields.unit ?? '', world);
  return [fields.change === 'remove' ? { unit, upsert: [], remove: [record] } : { unit, upsert: [record], remove: [] }];
}

/**
 * The unit with this identifier, with its establishment: the part before the slash says which.
 * @param {string} identifier
 * @param {World} world
 * @returns {Unit}
 */
function unitOf(identifier, world) {
  const [idNatStruct = ''] = identifier.split('/');
  const establishment = world.establishments?.find((one) => one.idNatStruct === idNatStruct);
  if (establishment === undefined) throw new Error(`no establishment ${idNatStruct}`);
  const name = establishment.locations.find((one) => one.identifier === identifier)?.name ?? identifier;
  return { identifier, name, establishment };
}

/**
 * @param {{ extension: any[] }} capacity
 * @returns {CapacityRecord}
 */
function recordOfExtension({ extension }) {
  const of = (/** @type {string} */ url) => extension.find((one) => one.url === url);
  /** @type {any} */
  const record = {
    nbCapacity: of('nbCapacity').valueInteger,
    capacityUpdateDate: of('capacityUpdateDate').valueDateTime,
    comment: of('comment')?.valueString ?? null,
  };
  for (const name of CODES) record[name] = of(name)?.valueCodeableConcept.coding[0].code ?? null;
  return record;
}

/**
 * @param {string} path
 * @returns {CapacityRecord}
 */
function recordOfPath(path) {
  /** @type {any} */
  const record = {};
  for (const name of CODES) record[name] = new RegExp(`'${name}' and [^)]*code = '(\\w+)'`).exec(path)?.[1] ?? null;
  return record;
}

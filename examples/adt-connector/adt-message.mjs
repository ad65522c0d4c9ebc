// What an ADT message of the French extension of IHE PAM says of a patient and a bed, and the acknowledgement of it.

/**
 * @typedef {object} Place
 * @property {string} finess of the establishment
 * @property {string} unit
 * @property {string} room empty where there is no bed
 * @property {string} bed
 */

/**
 * @typedef {object} AdtMessage
 * @property {string} event A01, A02 …
 * @property {string} controlId
 * @property {string} stay number of the stay
 * @property {'F' | 'M' | ''} sex
 * @property {Place} place
 * @property {string} movementId
 * @property {boolean} isCancelling
 * @property {string} recordedAt when the source knew of it, as the ROR writes dates
 */

/** A message that cannot be taken: AE for what we could not do with it, AR for what we never take. */
export class NotTaken extends Error {
  /**
   * @param {'AE' | 'AR'} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/**
 * The text of a message, in the character set that MSH-18 names.
 * @param {Buffer} bytes
 */
export function decode(bytes) {
  return bytes.toString(characterSetOf(bytes));
}

/**
 * The bytes of an answer, in the character set of the message.
 * @param {string} text
 * @param {Buffer} message
 */
export function encode(text, message) {
  return Buffer.from(text, characterSetOf(message));
}

/**
 * @param {Buffer} message
 * @returns {'latin1' | 'utf8'}
 */
function characterSetOf(message) {
  const [header = ''] = message.toString('latin1').split('\r', 1);
  return header.split('|')[17] === '8859/1' ? 'latin1' : 'utf8';
}

/**
 * What a message says. Throws NotTaken for one that cannot be taken.
 * @param {string} text
 * @returns {AdtMessage}
 */
export function readAdt(text) {
  const segments = segmentsOf(text);
  const field = (/** @type {string} */ name, /** @type {number} */ index) => segments.get(name)?.[index] ?? '';
  const [type = '', event = ''] = field('MSH', 9).split('^');
  if (type !== 'ADT') throw new NotTaken('AR', `ADT expected, not ${type}`);
  if (!field('MSH', 12).startsWith('2.5')) throw new NotTaken('AR', `version 2.5 expected, not ${field('MSH', 12)}`);
  const [stay = ''] = field('PV1', 19).split('^');
  const [movementId = ''] = field('ZBE', 1).split('^');
  if (stay === '' || movementId === '') throw new NotTaken('AE', 'PV1-19 and ZBE-1 are needed');
  return {
    event,
    controlId: field('MSH', 10),
    stay,
    sex: sexOf(field('PID', 8)),
    place: placeOf(field('PV1', 3)),
    movementId,
    isCancelling: field('ZBE', 4) === 'CANCEL',
    recordedAt: dateOf(field('EVN', 2)),
  };
}

/** @param {string} code */
function sexOf(code) {
  return code === 'F' || code === 'M' ? code : '';
}

/**
 * The acknowledgement of a message.
 * @param {string} text the message
 * @param {'AA' | 'AE' | 'AR'} code
 * @param {string} [problem]
 */
export function acknowledge(text, code, problem = '') {
  const msh = segmentsOf(text).get('MSH') ?? [];
  const [, event = ''] = (msh[9] ?? '').split('^');
  const now = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const characterSet = msh[18] ?? '';
  const header = ['MSH', '^~\\&', msh[5], msh[6], msh[3], msh[4], `${now}+0000`, '', `ACK^${event}^ACK`];
  const plain = problem.replace(/[|^~\\&\r\n]/g, ' ');
  return [
    [...header, `ACK${msh[10] ?? ''}`, 'P', '2.5', '', '', '', '', 'FRA', characterSet].join('|'),
    ['MSA', code, msh[10] ?? '', plain].join('|'),
    '',
  ].join('\r');
}

/**
 * The fields of each segment by name, numbered as HL7 does: MSH-1 is the first separator itself.
 * @param {string} text
 * @returns {Map<string, string[]>}
 */
function segmentsOf(text) {
  return new Map(
    text.split('\r').map((line) => {
      const fields = line.split('|');
      const name = fields[0] ?? '';
      return [name, name === 'MSH' ? ['MSH', '|', ...fields.slice(1)] : fields];
    }),
  );
}

/**
 * @param {string} location a PL: unit, room, bed, establishment
 * @returns {Place}
 */
function placeOf(location) {
  const [unit = '', room = '', bed = '', facility = ''] = location.split('^');
  const [local = '', finess = ''] = facility.split('&');
  return { finess: finess || local, unit, room, bed };
}

/**
 * `20261123140000+0100` as `2026-11-23T14:00:00+01:00`.
 * @param {string} time
 */
function dateOf(time) {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?([+-]\d\d)(\d\d)$/.exec(time);
  if (parts === null) throw new NotTaken('AE', `EVN-2 is no time with an offset: ${time}`);
  const [, year, month, day, hour, minute, second = '00', hours, minutes] = parts;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${hours}:${minutes}`;
}

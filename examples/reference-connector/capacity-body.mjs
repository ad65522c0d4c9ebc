// The body of a capacity PATCH: FHIRPath Patch as the ROR publishes it (it is not quite FHIR R4's).

/** @import { CapacityRecord } from './world.mjs' */

const CAPACITY = 'https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/ror-location-supported-capacity';

/** The path of all capacity records of a Location: what `add` adds to, and what the ROR names when one is missing. */
export const COLLECTION = `Location.extension.where(url='${CAPACITY}')`;

/** The coded attributes: code system (TRE, never the JDV value set) and the labels of its codes. */
const CODED = {
  capacityStatus: {
    system: tre('R330-TypeStatutCapacite'),
    labels: {
      '01': 'Installé',
      '02': 'Disponible',
      '03': 'Occupé',
      '04': 'Réservé',
      '05': 'Fermé',
      '06': 'Supplémentaire',
    },
  },
  temporalityCapacity: {
    system: tre('R331-TemporaliteCapacite'),
    labels: {
      '01': 'Courant',
      '02': 'Prévisionnel 1 heure',
      '03': 'Prévisionnel 24 heures',
      '04': 'Prévisionnel 48 heures',
      '05': 'Prévisionnel 7 jours',
    },
  },
  genderCapacityAvailable: {
    system: tre('R332-GenreCapacite'),
    labels: { '01': 'Femme', '02': 'Homme', '03': 'Indifférencié', '04': 'Indéterminé' },
  },
  capacityClosingType: {
    system: tre('R333-TypeFermetureCapacite'),
    labels: { '01': 'Réactivable', '02': 'Non réactivable', '03': 'Indéterminé' },
  },
  additionalBedType: {
    system: tre('R334-TypeLitSupplementaire'),
    labels: {
      '01': 'Mobilisé',
      '02': 'Mobilisable sans ressources humaines',
      '03': 'Mobilisable avec ressources humaines',
    },
  },
  crisisType: {
    system: tre('R336-TypeCrise'),
    labels: { '01': 'PMIE 1', '02': 'Situation sanitaire Exceptionnelle (SSE) (Plan blanc)' },
  },
  temporaryAssignement: {
    system: tre('R337-AffectationTemporaire'),
    labels: { '01': 'Aucune', '02': 'Covid+', '03': 'Covid-' },
  },
  capacityType: {
    system: tre('R329-NatureCapacite'),
    labels: { '01': 'Lit', '02': 'Place' },
  },
  capacitySourceType: {
    system: tre('R335-TypeSourceCapacite'),
    labels: {
      '01': 'Saisie manuelle',
      '02': 'Bed management',
      '03': 'Gestion administrative du malade (GAM)',
      '04': 'Dossier patient informatisé (DPI)',
    },
  },
};

/** The seven codes that tell one record of a Location from another, in the order of the ROR. */
const KEY = /** @type {const} */ ([
  'capacityStatus',
  'temporalityCapacity',
  'genderCapacityAvailable',
  'capacityClosingType',
  'additionalBedType',
  'crisisType',
  'temporaryAssignement',
]);

/** All that is sent as a code: the key, whether beds or places are counted, and the kind of source. */
const CODED_ATTRIBUTES = /** @type {const} */ ([...KEY, 'capacityType', 'capacitySourceType']);

/**
 * The key of a record as text.
 * @param {CapacityRecord} record
 */
export function keyOf(record) {
  return KEY.map((attribute) => record[attribute] ?? '-').join('/');
}

/**
 * Replaces the one record with the same key. The whole record is sent, not only what changed.
 * @param {CapacityRecord} record
 */
export function replaceBody(record) {
  return operation('replace', pathOf(record), [{ extension: [capacityExtension(record)] }]);
}

/**
 * Adds a record that the Location does not hold yet.
 * @param {CapacityRecord} record
 */
export function addBody(record) {
  return operation('add', COLLECTION, [{ extension: [capacityExtension(record)] }]);
}

/**
 * Removes the one record with the same key. (Sending 0 beds is something else: "full".)
 * @param {CapacityRecord} record
 */
export function deleteBody(record) {
  return operation('delete', pathOf(record), null);
}

/**
 * One operation is one body. Mind `valueString` for the type, and a value part without a name.
 * @param {'add' | 'replace' | 'delete'} type
 * @param {string} path
 * @param {object[] | null} value
 */
function operation(type, path, value) {
  /** @type {object[]} */
  const part = [
    { name: 'type', valueString: type },
    { name: 'path', valueString: path },
  ];
  if (value !== null) part.push({ name: 'value', part: value });
  const parameter = [{ name: 'operation', part }];
  return JSON.stringify({ resourceType: 'Parameters', parameter });
}

/**
 * Selects one record by the codes of its key. A code that the record does not have is left out.
 * @param {CapacityRecord} record
 */
function pathOf(record) {
  const criteria = KEY.filter((attribute) => record[attribute] !== null).map(
    (attribute) =>
      `extension.where(url = '${attribute}' and valueCodeableConcept.coding.code = '${record[attribute]}')`,
  );
  return `${COLLECTION}.where(${criteria.join(' and ')})`;
}

/**
 * @param {CapacityRecord} record
 */
function capacityExtension(record) {
  /** @type {object[]} */
  const extension = [
    { url: 'nbCapacity', valueInteger: record.nbCapacity },
    { url: 'capacityUpdateDate', valueDateTime: record.capacityUpdateDate },
  ];
  for (const attribute of CODED_ATTRIBUTES) {
    const code = record[attribute];
    if (code !== null) extension.push({ url: attribute, valueCodeableConcept: { coding: [coding(attribute, code)] } });
  }
  if (record.comment !== null) extension.push({ url: 'comment', valueString: record.comment });
  return { extension, url: CAPACITY };
}

/**
 * @param {keyof typeof CODED} attribute
 * @param {string} code
 */
function coding(attribute, code) {
  const { system, labels } = CODED[attribute];
  const display = Object.entries(labels).find(([known]) => known === code)?.[1];
  return { system, code, display };
}

/**
 * @param {string} name number and name of the terminology, such as `R330-TypeStatutCapacite`
 */
function tre(name) {
  return `https://mos.esante.gouv.fr/NOS/TRE_${name}/FHIR/TRE-${name}`;
}

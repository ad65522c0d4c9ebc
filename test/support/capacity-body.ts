import { CAPACITY_URL } from '../../mev3/capacity/attributes.ts';
import { KEY_ATTRIBUTES } from '../../mev3/capacity/types.ts';
import type { CapacityKey, CapacityRecord } from '../../mev3/capacity/types.ts';

/** Code lists of the coded attributes, as the published bodies write them. */
const SYSTEMS: Readonly<Record<string, string>> = {
  capacityType: 'TRE_R329-NatureCapacite',
  capacityStatus: 'TRE_R330-TypeStatutCapacite',
  temporalityCapacity: 'TRE_R331-TemporaliteCapacite',
  genderCapacityAvailable: 'TRE_R332-GenreCapacite',
  capacityClosingType: 'TRE_R333-TypeFermetureCapacite',
  additionalBedType: 'TRE_R334-TypeLitSupplementaire',
  capacitySourceType: 'TRE_R335-TypeSourceCapacite',
  crisisType: 'TRE_R336-TypeCrise',
  temporaryAssignement: 'TRE_R337-AffectationTemporaire',
};

/** Canonical of the code list of an attribute. */
export function treSystem(attribute: string): string {
  const name = SYSTEMS[attribute] ?? '';
  return `https://mos.esante.gouv.fr/NOS/${name}/FHIR/${name.replaceAll('_', '-')}`;
}

/** The sub-extensions of a record, as a good connector writes them. */
export function subExtensions(record: CapacityRecord, system: (attribute: string) => string = treSystem): object[] {
  const coded = [...KEY_ATTRIBUTES, 'capacityType', 'capacitySourceType'] as const;
  const codes = coded.flatMap((url) => {
    const code = record[url];
    return code === null ? [] : [{ url, valueCodeableConcept: { coding: [{ system: system(url), code }] } }];
  });
  const comment = record.comment === null ? [] : [{ url: 'comment', valueString: record.comment }];
  return [
    { url: 'nbCapacity', valueInteger: record.nbCapacity },
    { url: 'capacityUpdateDate', valueDateTime: record.capacityUpdateDate },
    ...codes,
    ...comment,
  ];
}

/** The path of the collection of capacities. */
export const COLLECTION_PATH = `Location.extension.where(url='${CAPACITY_URL}')`;

/** The path that selects the record with these codes. */
export function recordPath(key: CapacityKey): string {
  const criteria = KEY_ATTRIBUTES.flatMap((attribute) =>
    key[attribute] === null
      ? []
      : [`extension.where(url = '${attribute}' and valueCodeableConcept.coding.code = '${key[attribute]}')`],
  );
  return `${COLLECTION_PATH}.where(${criteria.join(' and ')})`;
}

/** What a test changes in an operation. */
export interface OperationInput {
  readonly type: string;
  readonly record: CapacityRecord;
  readonly path?: string;
  readonly extensions?: readonly object[];
}

/** One operation parameter in the published form. */
function operation({ type, record, path, extensions }: OperationInput): object {
  const own = type === 'add' ? COLLECTION_PATH : recordPath(record);
  const extension = [{ extension: extensions ?? subExtensions(record), url: CAPACITY_URL }];
  return {
    name: 'operation',
    part: [
      { name: 'type', valueString: type },
      { name: 'path', valueString: path ?? own },
      ...(type === 'delete' ? [] : [{ name: 'value', part: [{ extension }] }]),
    ],
  };
}

/** A whole body. */
export function patchBody(...operations: readonly OperationInput[]): string {
  return JSON.stringify({ resourceType: 'Parameters', parameter: operations.map(operation) });
}

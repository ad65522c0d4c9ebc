import { extensionsOf, objectsAt } from './fhir-json.ts';
import type { FhirObject } from './fhir-json.ts';
import { codingTokens } from './indexed-value.ts';
import type { TokenValue } from './indexed-value.ts';

/** Base of the canonicals of the guide's extensions. */
export const ROR_EXTENSION = 'https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/';

/** The extensions at the end of a path of urls, each below the one before: `nested(location, equipment, 'equipmentType')`. */
export function nested(from: FhirObject, ...urls: readonly string[]): readonly FhirObject[] {
  return urls.reduce<readonly FhirObject[]>((found, url) => found.flatMap((one) => extensionsOf(one, url)), [from]);
}

/** The codes of extensions whose value is a concept (Q31: the codings, though the published expressions say `code`). */
export function conceptTokens(extensions: readonly FhirObject[]): readonly TokenValue[] {
  return extensions.flatMap((one) => codingTokens(objectsAt(one, 'valueCodeableConcept', 'coding')));
}

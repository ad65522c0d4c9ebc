/** Base of the canonicals of the guide's extensions and profiles. */
export const ROR_STRUCTURE = 'https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/';

/** A code with what an ANS terminology calls it. A type and not an interface, as all here: FHIR objects stay open. */
export type NamedCode = { readonly code: string; readonly display: string };

/** A coding as the ROR serves it. */
export type NamedCoding = NamedCode & { readonly system: string };

/** The canonical of an ANS terminology, such as `TRE_R30-RegionOM`. */
function terminology(name: string): string {
  return `https://mos.esante.gouv.fr/NOS/${name}/FHIR/${name.replace('_', '-')}`;
}

/** A coding of an ANS terminology. */
export function coding(name: string, { code, display }: NamedCode): NamedCoding {
  return { system: terminology(name), code, display };
}

/** A concept with the one coding. */
export function concept(name: string, code: NamedCode): { coding: NamedCoding[] } {
  return { coding: [coding(name, code)] };
}

/** An extension of the guide whose value is a concept. */
export function conceptExtension(
  extension: string,
  name: string,
  code: NamedCode,
): { url: string; valueCodeableConcept: { coding: NamedCoding[] } } {
  return { url: ROR_STRUCTURE + extension, valueCodeableConcept: concept(name, code) };
}

/** An identifier with its type. */
export function typedIdentifier(
  type: { readonly name: string; readonly code: NamedCode },
  value: string,
  system?: string,
): { type: { coding: NamedCoding[] }; system?: string; value: string } {
  return { type: concept(type.name, type.code), ...(system === undefined ? {} : { system }), value };
}

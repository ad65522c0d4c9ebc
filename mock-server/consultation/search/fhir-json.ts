/** A FHIR object as it stands in JSON: nothing is known of its members. */
export type FhirObject = Readonly<Record<string, unknown>>;

/** True for a JSON object (no array, no null). */
export function isFhirObject(value: unknown): value is FhirObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects at a path of names, arrays opened on the way: `objectsAt(location, 'type', 'coding')`. */
export function objectsAt(from: FhirObject, ...path: readonly string[]): readonly FhirObject[] {
  return path.reduce<readonly FhirObject[]>((found, name) => found.flatMap((one) => listAt(one, name)), [from]);
}

function listAt(from: FhirObject, name: string): readonly FhirObject[] {
  const value = from[name];
  return (Array.isArray(value) ? value : [value]).filter(isFhirObject);
}

/** The texts of a member: one, or those of its array. */
export function textsAt(from: FhirObject, name: string): readonly string[] {
  const value = from[name];
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
}

/** The text of a member; null when it is none. */
export function textAt(from: FhirObject, name: string): string | null {
  const value = from[name];
  return typeof value === 'string' ? value : null;
}

/** The extensions with this url, of a resource or of another extension. */
export function extensionsOf(from: FhirObject, url: string): readonly FhirObject[] {
  return objectsAt(from, 'extension').filter((one) => one['url'] === url);
}

/** The code of a concept extension, whatever its system; null when there is none. */
export function conceptCode(extension: FhirObject | undefined): string | null {
  if (extension === undefined) return null;
  const [coding] = objectsAt(extension, 'valueCodeableConcept', 'coding');
  return coding === undefined ? null : textAt(coding, 'code');
}

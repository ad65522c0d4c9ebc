/** Types of the resources that a mock holds. Only Locations ever change. */
export type ResourceType = 'Location' | 'HealthcareService' | 'Organization' | 'Practitioner' | 'PractitionerRole';

/** A resource as JSON: not to be changed. */
export interface FrozenResource {
  readonly [member: string]: unknown;
}

/** One version of a resource of the mock. */
export interface StoredResource {
  readonly type: ResourceType;
  readonly id: string;
  readonly versionId: number;
  /** `meta.lastUpdated`, ms since 1970. */
  readonly lastUpdatedMs: number;
  /** The whole resource with its `meta.versionId`. To be held by whoever asks again and again: it may be parsed anew. */
  readonly resource: FrozenResource;
}

/** A JSON object, frozen in depth. @throws Error when the text is no JSON object */
export function parseFrozen(text: string): FrozenResource {
  const value = parseResource(text);
  freezeDeep(value);
  return value;
}

/** A JSON object that nobody else holds. @throws Error when the text is no JSON object */
export function parseResource(text: string): FrozenResource {
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) throw new Error('a stored resource is no JSON object');
  return value;
}

/** What JSON.parse made has no cycles, and is no deeper than the resources of a seed are. */
function freezeDeep(value: object): void {
  Object.freeze(value);
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) freezeDeep(inner);
  }
}

function isObject(value: unknown): value is FrozenResource {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

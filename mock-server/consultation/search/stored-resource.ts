import type { FhirObject } from './fhir-json.ts';

/** The types that the consultation serves, in the order of the documentation. */
export const RESOURCE_TYPES = [
  'Location',
  'HealthcareService',
  'Organization',
  'Practitioner',
  'PractitionerRole',
] as const;

/** A type that the consultation serves. */
export type ResourceType = (typeof RESOURCE_TYPES)[number];

/** True for the name of a type that is served; exact and case-sensitive. */
export function isResourceType(name: string): name is ResourceType {
  return RESOURCE_TYPES.some((type) => type === name);
}

/**
 * A resource: the same object from one search to the next. What it gives is of the newest version, and all of one version
 * within a tick; only type, id and revision are to be had for nothing.
 */
export interface Stored {
  readonly type: ResourceType;
  readonly id: string;
  /** Another number each time that the resource has changed. */
  readonly revision: number;
  readonly versionId: number;
  /** FHIR instant. */
  readonly lastUpdated: string;
  /** The whole resource, parsed; may cost a parse each time. */
  resource(): FhirObject;
  /** The whole resource as JSON text, as it travels to whoever sees all of it. */
  text(): string;
  /** True when the store can give this text again, so that the journal only needs to refer to it. */
  readonly isRebuildable?: boolean;
}

/**
 * Where the consultation finds the newest versions. It never knows how they are kept: a lookup by id or identifier must
 * not cost more in a large store than in a small one.
 */
export interface SearchSource {
  /** In a lasting order; the same array as long as nothing of the type changed, where that is cheap to tell. */
  all(type: ResourceType): readonly Stored[];
  byId(type: ResourceType, id: string): Stored | undefined;
  /** Those with an identifier of this value, whatever its system; null when the type has no index: look at all. */
  byIdentifier(type: ResourceType, value: string): readonly Stored[] | null;
}

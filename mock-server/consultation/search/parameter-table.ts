import { LOCATION_PARAMETERS } from './location-parameters.ts';
import { HEALTHCARE_SERVICE_PARAMETERS } from './offer-parameters.ts';
import { ORGANIZATION_PARAMETERS } from './organization-parameters.ts';
import { PRACTITIONER_PARAMETERS, PRACTITIONER_ROLE_PARAMETERS } from './practitioner-parameters.ts';
import type { SearchParameter } from './search-parameter.ts';
import type { ResourceType } from './stored-resource.ts';

/** Every search parameter that is served, by type. */
export const SEARCH_PARAMETERS: Readonly<Record<ResourceType, readonly SearchParameter[]>> = {
  Location: LOCATION_PARAMETERS,
  HealthcareService: HEALTHCARE_SERVICE_PARAMETERS,
  Organization: ORGANIZATION_PARAMETERS,
  Practitioner: PRACTITIONER_PARAMETERS,
  PractitionerRole: PRACTITIONER_ROLE_PARAMETERS,
};

/** The parameter of that name; undefined when the type has none. */
export function findParameter(type: ResourceType, name: string): SearchParameter | undefined {
  return SEARCH_PARAMETERS[type].find((one) => one.name === name);
}

/** The parameters of a type that are references: what can be followed, included, and chained through. */
export function referencesOf(type: ResourceType): readonly SearchParameter[] {
  return SEARCH_PARAMETERS[type].filter((one) => one.type === 'reference');
}

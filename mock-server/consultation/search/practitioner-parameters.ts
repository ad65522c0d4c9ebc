import { commonParameters } from './common-parameters.ts';
import { objectsAt } from './fhir-json.ts';
import { referenceValues } from './indexed-value.ts';
import { parameter } from './search-parameter.ts';
import type { SearchParameter } from './search-parameter.ts';
import type { ResourceType } from './stored-resource.ts';

/** What a Practitioner can be searched by. */
export const PRACTITIONER_PARAMETERS: readonly SearchParameter[] = commonParameters('Practitioner');

function reference(name: string, member: string, target: ResourceType): SearchParameter {
  return parameter({
    name,
    type: 'reference',
    definition: `R4:PractitionerRole-${name}`,
    source: 'D-GET',
    targets: [target],
    read: (role) => referenceValues(objectsAt(role, member)),
  });
}

/** What a PractitionerRole can be searched by; `service` leads to the HealthcareService. */
export const PRACTITIONER_ROLE_PARAMETERS: readonly SearchParameter[] = [
  ...commonParameters('PractitionerRole'),
  reference('practitioner', 'practitioner', 'Practitioner'),
  reference('service', 'healthcareService', 'HealthcareService'),
  reference('organization', 'organization', 'Organization'),
];

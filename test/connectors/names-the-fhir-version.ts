import type { Fault } from './fault.ts';

/** The reference connector, but it names the FHIR version in its content type. */
export const fault: Fault = {
  id: 'names-the-fhir-version',
  title: 'names the FHIR version in its content type',
  file: 'feed.mjs',
  find: "'application/fhir+json'",
  replace: "'application/fhir+json; fhirVersion=4.0; charset=utf-8'",
  scenarios: ['feed/replace-available-beds'],
  failing: [],
  warnings: ['feed/replace-available-beds#content-type-is-fhir-json'],
  skipped: [],
};

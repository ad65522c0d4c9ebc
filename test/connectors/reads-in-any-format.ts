import type { Fault } from './fault.ts';

/** The reference connector, but it does not say which format it reads. */
export const fault: Fault = {
  id: 'reads-in-any-format',
  title: 'does not say which format it reads',
  file: 'read.mjs',
  find: ` Accept: 'application/fhir+json',`,
  replace: '',
  scenarios: ['read/read-back-what-was-fed'],
  failing: [],
  warnings: ['read/read-back-what-was-fed#read-names-its-format'],
  skipped: [],
};

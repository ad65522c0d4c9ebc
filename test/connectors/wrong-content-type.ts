import type { Fault } from './fault.ts';

/** The reference connector, but it calls its body application/json. */
export const fault: Fault = {
  id: 'wrong-content-type',
  title: 'calls its body application/json',
  file: 'feed.mjs',
  find: `'application/fhir+json'`,
  replace: `'application/json'`,
  scenarios: [],
  failing: [],
  warnings: [],
  skipped: [],
};

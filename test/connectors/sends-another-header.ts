import type { Fault } from './fault.ts';

/** The reference connector, but it sends a header that is not documented. */
export const fault: Fault = {
  id: 'sends-another-header',
  title: 'sends a header that is not documented',
  file: 'feed.mjs',
  find: `'Content-Type': 'application/fhir+json' }`,
  replace: `'Content-Type': 'application/fhir+json', 'If-Match': 'W/"1"' }`,
  scenarios: [],
  failing: [],
  warnings: [],
  skipped: [],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it sends a header that is not documented. */
export const fault: Fault = {
  id: 'sends-another-header',
  title: 'sends a header that is not documented',
  file: 'feed.mjs',
  find: `'Content-Type': 'application/fhir+json' }`,
  replace: `'Content-Type': 'application/fhir+json', 'If-Match': 'W/"1"' }`,
  scenarios: ['feed/add-absent-record', 'feed/replace-available-beds', 'feed/delete-record', 'headers/each-operation'],
  failing: [],
  warnings: [
    'feed/add-absent-record#only-documented-headers',
    'feed/delete-record#only-documented-headers',
    'feed/replace-available-beds#only-documented-headers',
    'headers/each-operation#only-documented-headers',
  ],
  skipped: [],
};

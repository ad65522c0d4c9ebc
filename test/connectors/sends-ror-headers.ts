import type { Fault } from './fault.ts';

/** The reference connector, but it sends the headers that are for reading with a PATCH. */
export const fault: Fault = {
  id: 'sends-ror-headers',
  title: 'sends the headers that are for reading with a PATCH',
  file: 'feed.mjs',
  find: `'Content-Type': 'application/fhir+json' }`,
  replace: `'Content-Type': 'application/fhir+json', 'Ror-Role-Metier-Code': 'AUTOMATE' }`,
  scenarios: ['feed/add-absent-record', 'feed/replace-available-beds', 'feed/delete-record', 'headers/each-operation'],
  failing: [
    'feed/add-absent-record#no-ror-headers',
    'feed/delete-record#no-ror-headers',
    'feed/replace-available-beds#no-ror-headers',
    'headers/each-operation#no-ror-headers',
  ],
  warnings: [],
  skipped: [],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it writes the type of the operation as a code, as FHIR R4 does. */
export const fault: Fault = {
  id: 'type-as-code',
  title: 'writes the type of the operation as a code, as FHIR R4 does',
  file: 'capacity-body.mjs',
  find: `{ name: 'type', valueString: type }`,
  replace: `{ name: 'type', valueCode: type }`,
  scenarios: ['feed/replace-available-beds', 'feed/delete-record'],
  failing: [],
  warnings: ['feed/delete-record#body-follows-grammar', 'feed/replace-available-beds#body-follows-grammar'],
  skipped: [],
};

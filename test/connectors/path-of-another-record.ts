import type { Fault } from './fault.ts';

/** The reference connector, but it selects another record than the one it sends. */
export const fault: Fault = {
  id: 'path-of-another-record',
  title: 'selects another record than the one it sends',
  file: 'capacity-body.mjs',
  find: `valueCodeableConcept.coding.code = '\${record[attribute]}')`,
  replace: `valueCodeableConcept.coding.code = '\${attribute === 'genderCapacityAvailable' ? '01' : record[attribute]}')`,
  scenarios: [],
  failing: [],
  warnings: [],
  skipped: [],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it leaves the kind of source out of the record. */
export const fault: Fault = {
  id: 'incomplete-record',
  title: 'leaves the kind of source out of the record',
  file: 'capacity-body.mjs',
  find: `[...KEY, 'capacityType', 'capacitySourceType']`,
  replace: `[...KEY, 'capacityType']`,
  scenarios: [],
  failing: [],
  warnings: [],
  skipped: [],
};

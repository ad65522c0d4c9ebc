import type { Fault } from './fault.ts';

/** The reference connector, but it sends one bed too many. */
export const fault: Fault = {
  id: 'wrong-number',
  title: 'sends one bed too many',
  file: 'capacity-body.mjs',
  find: 'valueInteger: record.nbCapacity',
  replace: 'valueInteger: record.nbCapacity + 1',
  scenarios: [],
  failing: [],
  warnings: [],
  skipped: [],
};

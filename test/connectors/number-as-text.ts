import type { Fault } from './fault.ts';

/** The reference connector, but it sends the number of beds as text. */
export const fault: Fault = {
  id: 'number-as-text',
  title: 'sends the number of beds as text',
  file: 'capacity-body.mjs',
  find: 'valueInteger: record.nbCapacity',
  replace: 'valueInteger: String(record.nbCapacity)',
  scenarios: [],
  failing: [],
  warnings: [],
  skipped: [],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it sends a value that did not change again. */
export const fault: Fault = {
  id: 'sends-unchanged',
  title: 'sends a value that did not change again',
  file: 'connector.mjs',
  find: 'records.filter((record) => !memory.wasAccepted(unit, record))',
  replace: 'records',
  scenarios: ['feed/nothing-changed'],
  failing: [],
  warnings: ['feed/nothing-changed#nothing-sent-unchanged'],
  skipped: [],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it takes any 404 for a missing record, and adds. */
export const fault: Fault = {
  id: 'adds-on-unknown-location',
  title: 'takes any 404 for a missing record, and adds',
  file: 'answers.mjs',
  find: ' && (Array.isArray(expression) ? expression.join() : expression) === COLLECTION',
  replace: '',
  scenarios: [],
  failing: [],
  warnings: [],
  skipped: [],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it takes any 404 for a missing record, and adds. */
export const fault: Fault = {
  id: 'adds-on-unknown-location',
  title: 'takes any 404 for a missing record, and adds',
  file: 'answers.mjs',
  find: ' && (Array.isArray(expression) ? expression.join() : expression) === COLLECTION',
  replace: '',
  scenarios: [
    'feed/add-absent-record',
    'attempts/unknown-location',
    'attempts/duplicated-location',
    'attempts/invalid-indicator',
    'establishments/not-in-list',
    'feed/first-full-load',
  ],
  failing: ['attempts/unknown-location#no-add-after-location-404', 'feed/first-full-load#no-add-after-location-404'],
  warnings: [],
  skipped: [],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it reports a refusal after each answer. */
export const fault: Fault = {
  id: 'always-reports-a-refusal',
  title: 'reports a refusal after each answer',
  file: 'connector.mjs',
  find: 'done: 0',
  replace: 'done: 10',
  scenarios: ['feed/replace-available-beds', 'attempts/unknown-location'],
  failing: [],
  warnings: ['feed/replace-available-beds#exit-as-answered'],
  skipped: [],
};

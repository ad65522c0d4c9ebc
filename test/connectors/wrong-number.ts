import type { Fault } from './fault.ts';

/** The reference connector, but it sends one bed too many. */
export const fault: Fault = {
  id: 'wrong-number',
  title: 'sends one bed too many',
  file: 'capacity-body.mjs',
  find: 'valueInteger: record.nbCapacity',
  replace: 'valueInteger: record.nbCapacity + 1',
  scenarios: ['feed/replace-available-beds', 'feed/zero-beds', 'attempts/last-value-wins'],
  failing: [
    'feed/replace-available-beds#values-as-stimulus',
    'feed/zero-beds#values-as-stimulus',
    'attempts/last-value-wins#values-as-stimulus',
  ],
  warnings: [],
  skipped: [
    'feed/replace-available-beds#final-state-as-asked',
    'feed/zero-beds#final-state-as-asked',
    'attempts/last-value-wins#final-state-as-asked',
    'attempts/last-value-wins#update-date-is-source-time',
  ],
};

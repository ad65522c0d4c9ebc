import type { Fault } from './fault.ts';

/** The reference connector, but it sends the number of beds as text. */
export const fault: Fault = {
  id: 'number-as-text',
  title: 'sends the number of beds as text',
  file: 'capacity-body.mjs',
  find: 'valueInteger: record.nbCapacity',
  replace: 'valueInteger: String(record.nbCapacity)',
  scenarios: ['feed/replace-available-beds', 'feed/delete-record'],
  failing: ['feed/replace-available-beds#record-complete'],
  warnings: [],
  skipped: [
    'feed/replace-available-beds#values-as-stimulus',
    'feed/replace-available-beds#update-date-is-source-time',
    'feed/replace-available-beds#one-patch-per-record',
    'feed/replace-available-beds#final-state-as-asked',
  ],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it sends the codes of the record without their leading zero. */
export const fault: Fault = {
  id: 'short-codes',
  title: 'sends the codes of the record without their leading zero',
  file: 'capacity-body.mjs',
  find: 'return { system, code, display };',
  replace: `return { system, code: code.replace(/^0/, ''), display };`,
  scenarios: ['feed/replace-available-beds', 'feed/delete-record'],
  failing: ['feed/replace-available-beds#codes-valid'],
  warnings: [],
  skipped: [
    'feed/replace-available-beds#path-selects-the-record',
    'feed/replace-available-beds#each-record-sent',
    'feed/replace-available-beds#values-as-stimulus',
    'feed/replace-available-beds#update-date-is-source-time',
    'feed/replace-available-beds#replace-first',
    'feed/replace-available-beds#add-only-after-indicator-404',
    'feed/replace-available-beds#one-patch-per-record',
    'feed/replace-available-beds#final-state-as-asked',
  ],
};

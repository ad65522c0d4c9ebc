import type { Fault } from './fault.ts';

/** The reference connector, but it leaves the type of crisis out of the path. */
export const fault: Fault = {
  id: 'path-without-crisis-type',
  title: 'leaves the type of crisis out of the path',
  file: 'capacity-body.mjs',
  find: 'KEY.filter((attribute) => record[attribute] !== null)',
  replace: "KEY.filter((attribute) => record[attribute] !== null && attribute !== 'crisisType')",
  scenarios: ['feed/replace-available-beds', 'feed/supplementary-beds', 'feed/every-additional-bed'],
  failing: ['feed/supplementary-beds#path-selects-the-record', 'feed/every-additional-bed#path-selects-the-record'],
  warnings: [],
  skipped: [
    'feed/supplementary-beds#add-only-after-indicator-404',
    'feed/supplementary-beds#each-record-sent',
    'feed/supplementary-beds#final-state-as-asked',
    'feed/supplementary-beds#one-patch-per-record',
    'feed/supplementary-beds#replace-first',
    'feed/supplementary-beds#update-date-is-source-time',
    'feed/supplementary-beds#values-as-stimulus',
    'feed/every-additional-bed#add-after-indicator-404',
    'feed/every-additional-bed#add-only-after-indicator-404',
    'feed/every-additional-bed#each-record-sent',
    'feed/every-additional-bed#final-state-as-asked',
    'feed/every-additional-bed#replace-first',
    'feed/every-additional-bed#values-as-stimulus',
  ],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it leaves the closing type out of the path. */
export const fault: Fault = {
  id: 'path-without-closing-type',
  title: 'leaves the closing type out of the path',
  file: 'capacity-body.mjs',
  find: 'record[attribute] !== null)',
  replace: `record[attribute] !== null && attribute !== 'capacityClosingType')`,
  scenarios: ['feed/replace-available-beds', 'feed/closed-beds', 'feed/every-kind-of-closing'],
  failing: ['feed/closed-beds#path-selects-the-record', 'feed/every-kind-of-closing#path-selects-the-record'],
  warnings: [],
  skipped: [
    'feed/closed-beds#add-only-after-indicator-404',
    'feed/closed-beds#each-record-sent',
    'feed/closed-beds#final-state-as-asked',
    'feed/closed-beds#one-patch-per-record',
    'feed/closed-beds#replace-first',
    'feed/closed-beds#update-date-is-source-time',
    'feed/closed-beds#values-as-stimulus',
    'feed/every-kind-of-closing#add-after-indicator-404',
    'feed/every-kind-of-closing#add-only-after-indicator-404',
    'feed/every-kind-of-closing#each-record-sent',
    'feed/every-kind-of-closing#final-state-as-asked',
    'feed/every-kind-of-closing#replace-first',
    'feed/every-kind-of-closing#values-as-stimulus',
  ],
};

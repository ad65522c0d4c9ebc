import type { Fault } from './fault.ts';

/** The reference connector, but it sends reserved beds as occupied. */
export const fault: Fault = {
  id: 'reserved-as-occupied',
  title: 'sends reserved beds as occupied',
  file: 'capacity-body.mjs',
  find: 'const code = record[attribute];',
  replace: "const code = attribute === 'capacityStatus' && record[attribute] === '04' ? '03' : record[attribute];",
  scenarios: ['feed/replace-available-beds', 'feed/occupied-and-reserved-beds'],
  failing: ['feed/occupied-and-reserved-beds#path-selects-the-record'],
  warnings: [],
  skipped: [
    'feed/occupied-and-reserved-beds#add-only-after-indicator-404',
    'feed/occupied-and-reserved-beds#each-record-sent',
    'feed/occupied-and-reserved-beds#final-state-as-asked',
    'feed/occupied-and-reserved-beds#one-patch-per-record',
    'feed/occupied-and-reserved-beds#replace-first',
    'feed/occupied-and-reserved-beds#update-date-is-source-time',
    'feed/occupied-and-reserved-beds#values-as-stimulus',
  ],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it sends the retired code of the gender. */
export const fault: Fault = {
  id: 'sends-a-retired-gender',
  title: 'sends the retired code of the gender',
  file: 'capacity-body.mjs',
  find: '    const code = record[attribute];',
  replace: `    const code = attribute === 'genderCapacityAvailable' && record[attribute] === '04' ? '03' : record[attribute];`,
  scenarios: ['feed/zero-beds'],
  failing: ['feed/zero-beds#codes-valid'],
  warnings: [],
  skipped: [
    'feed/zero-beds#add-only-after-indicator-404',
    'feed/zero-beds#each-record-sent',
    'feed/zero-beds#final-state-as-asked',
    'feed/zero-beds#one-patch-per-record',
    'feed/zero-beds#path-selects-the-record',
    'feed/zero-beds#replace-first',
    'feed/zero-beds#update-date-is-source-time',
    'feed/zero-beds#values-as-stimulus',
    'feed/zero-beds#zero-is-sent',
  ],
};

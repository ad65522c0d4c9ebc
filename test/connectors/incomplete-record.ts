import type { Fault } from './fault.ts';

/** The reference connector, but it leaves the kind of source out of the record. */
export const fault: Fault = {
  id: 'incomplete-record',
  title: 'leaves the kind of source out of the record',
  file: 'capacity-body.mjs',
  find: `[...KEY, 'capacityType', 'capacitySourceType']`,
  replace: `[...KEY, 'capacityType']`,
  scenarios: ['feed/add-absent-record', 'feed/replace-available-beds'],
  failing: ['feed/add-absent-record#record-complete', 'feed/replace-available-beds#record-complete'],
  warnings: [],
  skipped: [
    'feed/add-absent-record#values-as-stimulus',
    'feed/add-absent-record#update-date-is-source-time',
    'feed/add-absent-record#add-after-indicator-404',
    'feed/add-absent-record#token-reused',
    'feed/add-absent-record#one-patch-per-record',
    'feed/add-absent-record#final-state-as-asked',
    'feed/replace-available-beds#values-as-stimulus',
    'feed/replace-available-beds#update-date-is-source-time',
    'feed/replace-available-beds#one-patch-per-record',
    'feed/replace-available-beds#final-state-as-asked',
  ],
};

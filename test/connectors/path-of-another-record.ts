import type { Fault } from './fault.ts';

/** The reference connector, but it selects another record than the one it sends. */
export const fault: Fault = {
  id: 'path-of-another-record',
  title: 'selects another record than the one it sends',
  file: 'capacity-body.mjs',
  find: `valueCodeableConcept.coding.code = '\${record[attribute]}')`,
  replace: `valueCodeableConcept.coding.code = '\${attribute === 'genderCapacityAvailable' ? '01' : record[attribute]}')`,
  scenarios: ['feed/add-absent-record', 'feed/replace-available-beds', 'feed/delete-record'],
  failing: ['feed/add-absent-record#path-selects-the-record', 'feed/delete-record#path-selects-the-record'],
  warnings: [],
  skipped: [
    'feed/add-absent-record#each-record-sent',
    'feed/add-absent-record#values-as-stimulus',
    'feed/add-absent-record#update-date-is-source-time',
    'feed/add-absent-record#replace-first',
    'feed/add-absent-record#add-only-after-indicator-404',
    'feed/add-absent-record#add-after-indicator-404',
    'feed/add-absent-record#token-reused',
    'feed/add-absent-record#one-patch-per-record',
    'feed/add-absent-record#final-state-as-asked',
    'feed/delete-record#each-record-sent',
    'feed/delete-record#delete-not-zero',
    'feed/delete-record#one-patch-per-record',
    'feed/delete-record#final-state-as-asked',
  ],
};

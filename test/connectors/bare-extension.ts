import type { Fault } from './fault.ts';

/** The reference connector, but it sends the extension where the body belongs. */
export const fault: Fault = {
  id: 'bare-extension',
  title: 'sends the extension where the body belongs',
  file: 'capacity-body.mjs',
  find: `JSON.stringify({ resourceType: 'Parameters', parameter })`,
  replace: `JSON.stringify({ resourceType: 'Basic', parameter })`,
  scenarios: ['feed/replace-available-beds', 'attempts/duplicated-location'],
  failing: ['feed/replace-available-beds#body-follows-grammar', 'attempts/duplicated-location#body-follows-grammar'],
  warnings: [],
  skipped: [
    'feed/replace-available-beds#record-complete',
    'feed/replace-available-beds#codes-valid',
    'feed/replace-available-beds#tre-systems',
    'feed/replace-available-beds#path-selects-the-record',
    'feed/replace-available-beds#each-record-sent',
    'feed/replace-available-beds#values-as-stimulus',
    'feed/replace-available-beds#update-date-is-source-time',
    'feed/replace-available-beds#replace-first',
    'feed/replace-available-beds#add-only-after-indicator-404',
    'feed/replace-available-beds#one-patch-per-record',
    'feed/replace-available-beds#final-state-as-asked',
    'attempts/duplicated-location#codes-valid',
    'attempts/duplicated-location#each-record-sent',
    'attempts/duplicated-location#replace-first',
    'attempts/duplicated-location#add-only-after-indicator-404',
    'attempts/duplicated-location#no-retry-after-refusal',
    'attempts/duplicated-location#refusal-reported',
  ],
};

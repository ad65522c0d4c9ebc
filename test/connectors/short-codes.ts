import type { Fault } from './fault.ts';

/** The reference connector, but it sends the codes of the record without their leading zero. */
export const fault: Fault = {
  id: 'short-codes',
  title: 'sends the codes of the record without their leading zero',
  file: 'capacity-body.mjs',
  find: 'return { system, code, display };',
  replace: `return { system, code: code.replace(/^0/, ''), display };`,
  scenarios: [
    'feed/replace-available-beds',
    'feed/delete-record',
    'attempts/unknown-location',
    'attempts/invalid-indicator',
  ],
  failing: [
    'feed/replace-available-beds#codes-valid',
    'attempts/unknown-location#codes-valid',
    'attempts/invalid-indicator#path-selects-the-record',
  ],
  warnings: [],
  skipped: [
    'attempts/invalid-indicator#add-only-after-indicator-404',
    'attempts/invalid-indicator#each-record-sent',
    'attempts/invalid-indicator#no-retry-after-refusal',
    'attempts/invalid-indicator#refusal-reported',
    'attempts/invalid-indicator#replace-first',
    'attempts/unknown-location#each-record-sent',
    'attempts/unknown-location#no-add-after-location-404',
    'attempts/unknown-location#no-retry-after-refusal',
    'attempts/unknown-location#refusal-reported',
    'attempts/unknown-location#replace-first',
    'feed/replace-available-beds#add-only-after-indicator-404',
    'feed/replace-available-beds#each-record-sent',
    'feed/replace-available-beds#final-state-as-asked',
    'feed/replace-available-beds#one-patch-per-record',
    'feed/replace-available-beds#path-selects-the-record',
    'feed/replace-available-beds#replace-first',
    'feed/replace-available-beds#update-date-is-source-time',
    'feed/replace-available-beds#values-as-stimulus',
  ],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it names the unit by its code alone. */
export const fault: Fault = {
  id: 'identifier-without-establishment',
  title: 'names the unit by its code alone',
  file: 'feed.mjs',
  find: 'encodeURIComponent(unit.identifier)',
  replace: `encodeURIComponent(unit.identifier.split('/')[1] ?? '')`,
  scenarios: ['feed/replace-available-beds', 'attempts/unknown-location'],
  failing: ['feed/replace-available-beds#identifier-form', 'attempts/unknown-location#identifier-form'],
  warnings: [],
  skipped: [
    'feed/replace-available-beds#one-patch-per-record',
    'feed/replace-available-beds#final-state-as-asked',
    'attempts/unknown-location#no-add-after-location-404',
    'attempts/unknown-location#no-retry-after-refusal',
    'attempts/unknown-location#refusal-reported',
  ],
};

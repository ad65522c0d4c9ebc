import type { Fault } from './fault.ts';

/** The reference connector, but it calls its body application/json. */
export const fault: Fault = {
  id: 'wrong-content-type',
  title: 'calls its body application/json',
  file: 'feed.mjs',
  find: `'application/fhir+json'`,
  replace: `'application/json'`,
  scenarios: ['feed/replace-available-beds', 'attempts/duplicated-location'],
  failing: [
    'feed/replace-available-beds#content-type-is-fhir-json',
    'attempts/duplicated-location#content-type-is-fhir-json',
  ],
  warnings: [],
  skipped: [
    'feed/replace-available-beds#one-patch-per-record',
    'feed/replace-available-beds#final-state-as-asked',
    'attempts/duplicated-location#add-only-after-indicator-404',
    'attempts/duplicated-location#no-retry-after-refusal',
    'attempts/duplicated-location#refusal-reported',
  ],
};

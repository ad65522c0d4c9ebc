import type { Fault } from './fault.ts';

/** The reference connector, but it sends every forecast as the present. */
export const fault: Fault = {
  id: 'everything-is-current',
  title: 'sends every forecast as the present',
  file: 'capacity-body.mjs',
  find: 'const code = record[attribute];',
  replace: "const code = attribute === 'temporalityCapacity' ? '01' : record[attribute];",
  scenarios: ['feed/replace-available-beds', 'feed/forecast-beds', 'feed/forecasts-by-gender'],
  failing: ['feed/forecast-beds#path-selects-the-record', 'feed/forecasts-by-gender#path-selects-the-record'],
  warnings: [],
  skipped: [
    'feed/forecast-beds#add-only-after-indicator-404',
    'feed/forecast-beds#each-record-sent',
    'feed/forecast-beds#final-state-as-asked',
    'feed/forecast-beds#one-patch-per-record',
    'feed/forecast-beds#replace-first',
    'feed/forecast-beds#update-date-is-source-time',
    'feed/forecast-beds#values-as-stimulus',
    'feed/forecasts-by-gender#add-after-indicator-404',
    'feed/forecasts-by-gender#add-only-after-indicator-404',
    'feed/forecasts-by-gender#each-record-sent',
    'feed/forecasts-by-gender#final-state-as-asked',
    'feed/forecasts-by-gender#replace-first',
    'feed/forecasts-by-gender#values-as-stimulus',
  ],
};

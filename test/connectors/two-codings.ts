import type { Fault } from './fault.ts';

/** The reference connector, but it sends its own code beside the one of the code list. */
export const fault: Fault = {
  id: 'two-codings',
  title: 'sends its own code beside the one of the code list',
  file: 'capacity-body.mjs',
  find: 'coding: [coding(attribute, code)]',
  replace: "coding: [coding(attribute, code), { system: 'https://example.org/own', code: 'X' }]",
  scenarios: ['feed/replace-available-beds'],
  failing: [],
  warnings: ['feed/replace-available-beds#record-complete'],
  skipped: [],
};

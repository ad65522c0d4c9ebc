import type { Fault } from './fault.ts';

/** The reference connector, but it crashes after it has sent everything. */
export const fault: Fault = {
  id: 'crashes-at-the-end',
  title: 'crashes after it has sent everything',
  file: 'connector.mjs',
  find: 'process.exitCode = EXIT_STATUS[last];',
  replace: "throw new Error('crashes at the end');",
  scenarios: ['feed/replace-available-beds', 'feed/delete-record'],
  failing: [],
  warnings: ['feed/replace-available-beds#exit-as-answered', 'feed/delete-record#exit-as-answered'],
  skipped: [],
};

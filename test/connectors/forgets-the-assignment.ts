import type { Fault } from './fault.ts';

/** The reference connector, but it sends every bed as unassigned. */
export const fault: Fault = {
  id: 'forgets-the-assignment',
  title: 'sends every bed as unassigned',
  file: 'capacity-body.mjs',
  find: 'const code = record[attribute];',
  replace: "const code = attribute === 'temporaryAssignement' ? '01' : record[attribute];",
  scenarios: ['feed/replace-available-beds', 'feed/temporary-assignments', 'feed/assignments-by-gender'],
  failing: ['feed/temporary-assignments#path-selects-the-record', 'feed/assignments-by-gender#path-selects-the-record'],
  warnings: [],
  skipped: [
    'feed/temporary-assignments#add-only-after-indicator-404',
    'feed/temporary-assignments#each-record-sent',
    'feed/temporary-assignments#final-state-as-asked',
    'feed/temporary-assignments#one-patch-per-record',
    'feed/temporary-assignments#replace-first',
    'feed/temporary-assignments#update-date-is-source-time',
    'feed/temporary-assignments#values-as-stimulus',
    'feed/assignments-by-gender#add-after-indicator-404',
    'feed/assignments-by-gender#add-only-after-indicator-404',
    'feed/assignments-by-gender#each-record-sent',
    'feed/assignments-by-gender#final-state-as-asked',
    'feed/assignments-by-gender#replace-first',
    'feed/assignments-by-gender#values-as-stimulus',
  ],
};

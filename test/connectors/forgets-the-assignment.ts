import type { Fault } from './fault.ts';

/** The reference connector, but it sends every bed as unassigned. */
export const fault: Fault = {
  id: 'forgets-the-assignment',
  title: 'sends every bed as unassigned',
  file: 'capacity-body.mjs',
  find: 'const code = record[attribute];',
  replace: "const code = attribute === 'temporaryAssignement' ? '01' : record[attribute];",
  scenarios: ['feed/replace-available-beds', 'feed/temporary-assignments'],
  failing: ['feed/temporary-assignments#path-selects-the-record'],
  warnings: [],
  skipped: [
    'feed/temporary-assignments#add-only-after-indicator-404',
    'feed/temporary-assignments#each-record-sent',
    'feed/temporary-assignments#final-state-as-asked',
    'feed/temporary-assignments#one-patch-per-record',
    'feed/temporary-assignments#replace-first',
    'feed/temporary-assignments#update-date-is-source-time',
    'feed/temporary-assignments#values-as-stimulus',
  ],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it puts two operations into one body. */
export const fault: Fault = {
  id: 'two-operations',
  title: 'puts two operations into one body',
  file: 'capacity-body.mjs',
  find: `const parameter = [{ name: 'operation', part }];`,
  replace: `const parameter = Array.from({ length: type === 'replace' ? 2 : 1 }, () => ({ name: 'operation', part }));`,
  scenarios: ['feed/replace-available-beds', 'feed/delete-record'],
  failing: [],
  warnings: ['feed/replace-available-beds#one-operation-a-body'],
  skipped: [],
};

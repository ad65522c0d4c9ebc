import type { Fault } from './fault.ts';

/** The reference connector, but it sends each record twice. */
export const fault: Fault = {
  id: 'sends-everything-twice',
  title: 'sends each record twice',
  file: 'feed.mjs',
  find: 'await withPatience(send);',
  replace: `await withPatience(send);
      await withPatience(send);`,
  scenarios: ['feed/add-absent-record', 'feed/replace-available-beds', 'feed/delete-record'],
  failing: [],
  warnings: [
    'feed/add-absent-record#one-patch-per-record',
    'feed/delete-record#one-patch-per-record',
    'feed/replace-available-beds#one-patch-per-record',
  ],
  skipped: [],
};

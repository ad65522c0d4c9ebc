import type { Fault } from './fault.ts';

/** The reference connector, but it deletes a record whose number is zero. */
export const fault: Fault = {
  id: 'delete-instead-of-zero',
  title: 'deletes a record whose number is zero',
  file: 'feed.mjs',
  find: 'send: () => upsertRecord(target, replaceBody(record), addBody(record)) }',
  replace: `send: () =>
      record.nbCapacity === 0
        ? removeRecord(target, deleteBody(record))
        : upsertRecord(target, replaceBody(record), addBody(record)) }`,
  scenarios: ['feed/replace-available-beds', 'feed/zero-beds'],
  failing: ['feed/zero-beds#zero-is-sent'],
  warnings: [],
  skipped: [
    'feed/zero-beds#record-complete',
    'feed/zero-beds#codes-valid',
    'feed/zero-beds#tre-systems',
    'feed/zero-beds#values-as-stimulus',
    'feed/zero-beds#update-date-is-source-time',
    'feed/zero-beds#replace-first',
    'feed/zero-beds#add-only-after-indicator-404',
    'feed/zero-beds#final-state-as-asked',
  ],
};

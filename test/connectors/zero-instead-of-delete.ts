import type { Fault } from './fault.ts';

/** The reference connector, but it sends zero beds for a record that no longer exists. */
export const fault: Fault = {
  id: 'zero-instead-of-delete',
  title: 'sends zero beds for a record that no longer exists',
  file: 'feed.mjs',
  find: 'removeRecord(target, deleteBody(record))',
  replace: 'upsertRecord(target, replaceBody({ ...record, nbCapacity: 0 }), addBody({ ...record, nbCapacity: 0 }))',
  scenarios: ['feed/replace-available-beds', 'feed/delete-record'],
  failing: ['feed/delete-record#delete-not-zero'],
  warnings: [],
  skipped: ['feed/delete-record#final-state-as-asked'],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it sends only the first of several records. */
export const fault: Fault = {
  id: 'forgets-a-record',
  title: 'sends only the first of several records',
  file: 'feed.mjs',
  find: '...upsert.map(',
  replace: '...upsert.slice(0, 1).map(',
  scenarios: ['feed/replace-available-beds', 'feed/several-records-of-one-unit'],
  failing: ['feed/several-records-of-one-unit#each-record-sent'],
  warnings: [],
  skipped: [
    'feed/several-records-of-one-unit#replace-first',
    'feed/several-records-of-one-unit#add-only-after-indicator-404',
    'feed/several-records-of-one-unit#one-patch-per-record',
    'feed/several-records-of-one-unit#final-state-as-asked',
  ],
  alsoTrips: [
    { check: 'final-state-as-asked', because: 'where a 401 excuses what was not sent, only the end shows it' },
  ],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it removes each record after having sent it. */
export const fault: Fault = {
  id: 'removes-what-it-sent',
  title: 'removes each record after having sent it',
  file: 'feed.mjs',
  find: '...remove.map(',
  replace: '...[...remove, ...upsert].map(',
  scenarios: ['feed/replace-available-beds', 'feed/delete-record'],
  failing: ['feed/replace-available-beds#final-state-as-asked'],
  warnings: [],
  skipped: [],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it sends only the first of several records. */
export const fault: Fault = {
  id: 'forgets-a-record',
  title: 'sends only the first of several records',
  file: 'feed.mjs',
  find: '...upsert.map(',
  replace: '...upsert.slice(0, 1).map(',
  scenarios: [],
  failing: [],
  warnings: [],
  skipped: [],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it never sends anything. */
export const fault: Fault = {
  id: 'sends-nothing',
  title: 'never sends anything',
  file: 'feed.mjs',
  find: 'for (const { record, send } of sends)',
  replace: 'for (const { record, send } of sends.slice(sends.length))',
  scenarios: [],
  failing: [],
  warnings: [],
  skipped: [],
};

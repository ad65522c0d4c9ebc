import type { Fault } from './fault.ts';

/** The reference connector, but it names the unit by its code alone. */
export const fault: Fault = {
  id: 'identifier-without-establishment',
  title: 'names the unit by its code alone',
  file: 'feed.mjs',
  find: 'encodeURIComponent(unit.identifier)',
  replace: `encodeURIComponent(unit.identifier.split('/')[1] ?? '')`,
  scenarios: [],
  failing: [],
  warnings: [],
  skipped: [],
};

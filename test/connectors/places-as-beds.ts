import type { Fault } from './fault.ts';

/** The reference connector, but it sends places as beds. */
export const fault: Fault = {
  id: 'places-as-beds',
  title: 'sends places as beds',
  file: 'capacity-body.mjs',
  find: 'const code = record[attribute];',
  replace: `const code = attribute === 'capacityType' ? '01' : record[attribute];`,
  scenarios: ['feed/replace-available-beds', 'feed/available-places', 'feed/installed-beds-and-places'],
  failing: ['feed/available-places#values-as-stimulus', 'feed/installed-beds-and-places#values-as-stimulus'],
  warnings: [],
  skipped: ['feed/available-places#final-state-as-asked', 'feed/installed-beds-and-places#final-state-as-asked'],
};

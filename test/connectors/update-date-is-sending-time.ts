import type { Fault } from './fault.ts';

/** The reference connector, but it gives the time of sending as the time of the figure. */
export const fault: Fault = {
  id: 'update-date-is-sending-time',
  title: 'gives the time of sending as the time of the figure',
  file: 'capacity-body.mjs',
  find: 'valueDateTime: record.capacityUpdateDate',
  replace: 'valueDateTime: new Date().toISOString()',
  scenarios: [],
  failing: [],
  warnings: [],
  skipped: [],
};

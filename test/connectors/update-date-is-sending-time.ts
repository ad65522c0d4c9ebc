import type { Fault } from './fault.ts';

/** The reference connector, but it gives the time of sending as the time of the figure. */
export const fault: Fault = {
  id: 'update-date-is-sending-time',
  title: 'gives the time of sending as the time of the figure',
  file: 'capacity-body.mjs',
  find: 'valueDateTime: record.capacityUpdateDate',
  replace: 'valueDateTime: new Date().toISOString()',
  scenarios: ['feed/add-absent-record', 'feed/replace-available-beds', 'attempts/last-value-wins'],
  failing: [
    'feed/add-absent-record#update-date-is-source-time',
    'feed/replace-available-beds#update-date-is-source-time',
    'attempts/last-value-wins#update-date-is-source-time',
  ],
  warnings: [],
  skipped: [],
};

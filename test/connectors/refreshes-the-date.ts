import type { Fault } from './fault.ts';

/** The reference connector, but it gives what it sends again a new date. */
export const fault: Fault = {
  id: 'refreshes-the-date',
  title: 'gives what it sends again a new date',
  file: 'memory.mjs',
  find: 'upsert: Object.values(entry.records)',
  replace:
    'upsert: Object.values(entry.records).map((record) => ({ ...record, capacityUpdateDate: new Date().toISOString() }))',
  scenarios: ['time/unchanged-keeps-its-date'],
  failing: ['time/unchanged-keeps-its-date#update-date-is-source-time'],
  warnings: [],
  skipped: [],
};

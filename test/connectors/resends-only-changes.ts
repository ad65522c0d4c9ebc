import type { Fault } from './fault.ts';

/** The reference connector, but it sends again only what changed. */
export const fault: Fault = {
  id: 'resends-only-changes',
  title: 'sends again only what changed',
  file: 'memory.mjs',
  find: 'upsert: Object.values(entry.records), remove',
  replace:
    'upsert: Object.values(entry.records).filter((record) => entry.accepted[keyOf(record)] !== valuesOf(record)), remove',
  scenarios: ['time/critical-care-rhythm', 'time/unchanged-keeps-its-date', 'attempts/overwritten-by-hand'],
  failing: ['attempts/overwritten-by-hand#final-state-as-asked'],
  warnings: [
    'attempts/overwritten-by-hand#everything-resent',
    'time/critical-care-rhythm#everything-resent',
    'time/unchanged-keeps-its-date#everything-resent',
  ],
  skipped: [],
};

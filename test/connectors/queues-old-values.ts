import type { Fault } from './fault.ts';

/** The reference connector, but it queues every value, old ones too. */
export const fault: Fault = {
  id: 'queues-old-values',
  title: 'queues every value, old ones too',
  file: 'memory.mjs',
  find: 'entry.records[keyOf(record)] = record;',
  replace: 'entry.records[`${keyOf(record)} ${record.nbCapacity}`] = record;',
  scenarios: ['time/outage-then-catch-up'],
  failing: [],
  warnings: ['time/outage-then-catch-up#newest-value-only'],
  skipped: [],
};

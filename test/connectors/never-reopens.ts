import type { Fault } from './fault.ts';

/** The reference connector, but it keeps what it first said of a record. */
export const fault: Fault = {
  id: 'never-reopens',
  title: 'keeps what it first said of a record',
  file: 'memory.mjs',
  find: 'for (const record of upsert) entry',
  replace:
    'for (const record of upsert) Object.assign(record, entry.records[keyOf(record)]);\n      for (const record of upsert) entry',
  scenarios: ['feed/replace-available-beds', 'feed/unit-closes-and-reopens', 'reconciliation/a-day-of-two-units'],
  failing: [
    'feed/unit-closes-and-reopens#final-state-as-asked',
    'reconciliation/a-day-of-two-units#final-state-as-asked',
  ],
  warnings: [],
  skipped: [],
};

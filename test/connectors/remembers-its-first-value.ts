import type { Fault } from './fault.ts';

/** The reference connector, but it remembers the first value that was accepted, not the last. */
export const fault: Fault = {
  id: 'remembers-its-first-value',
  title: 'remembers the first value that was accepted, not the last',
  file: 'memory.mjs',
  find: 'else accepted[keyOf(record)] = valuesOf(record);',
  replace: 'else accepted[keyOf(record)] ??= valuesOf(record);',
  scenarios: ['attempts/three-changes-in-a-row'],
  failing: ['attempts/three-changes-in-a-row#each-record-sent'],
  warnings: [],
  skipped: [
    'attempts/three-changes-in-a-row#add-only-after-indicator-404',
    'attempts/three-changes-in-a-row#final-state-as-asked',
    'attempts/three-changes-in-a-row#replace-first',
  ],
};

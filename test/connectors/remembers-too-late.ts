import type { Fault } from './fault.ts';

/** The reference connector, but it remembers a batch only when it is through. */
export const fault: Fault = {
  id: 'remembers-too-late',
  title: 'remembers a batch only when it is through',
  file: 'connector.mjs',
  find: `    memory.keep(unitWork);
    const problems = await feedUnit(world, unitWork, (record) => memory.accept(unitWork, record));`,
  replace: `    const problems = await feedUnit(world, unitWork);
    memory.keep(unitWork);`,
  scenarios: ['time/restart-in-mid-batch'],
  failing: ['time/restart-in-mid-batch#final-state-as-asked'],
  warnings: ['time/restart-in-mid-batch#everything-resent'],
  skipped: [],
};

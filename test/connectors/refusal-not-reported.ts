import type { Fault } from './fault.ts';

/** The reference connector, but it ends as if all were well when the ROR refused. */
export const fault: Fault = {
  id: 'refusal-not-reported',
  title: 'ends as if all were well when the ROR refused',
  file: 'connector.mjs',
  find: 'refused: 10',
  replace: 'refused: 0',
  scenarios: [],
  failing: [],
  warnings: [],
  skipped: [],
};

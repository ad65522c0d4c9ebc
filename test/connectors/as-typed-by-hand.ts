import type { Fault } from './fault.ts';

/** The reference connector, but it says of every value that it was typed by hand. */
export const fault: Fault = {
  id: 'as-typed-by-hand',
  title: 'says of every value that it was typed by hand',
  file: 'capacity-body.mjs',
  find: 'const code = record[attribute];',
  replace: "const code = attribute === 'capacitySourceType' ? '01' : record[attribute];",
  scenarios: ['attempts/value-typed-by-hand'],
  failing: ['attempts/value-typed-by-hand#values-as-stimulus'],
  warnings: [],
  skipped: ['attempts/value-typed-by-hand#final-state-as-asked'],
};

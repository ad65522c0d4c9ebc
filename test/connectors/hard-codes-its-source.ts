import type { Fault } from './fault.ts';

/** The reference connector, but it gives every figure the same source. */
export const fault: Fault = {
  id: 'hard-codes-its-source',
  title: 'gives every figure the same source',
  file: 'capacity-body.mjs',
  find: '    const code = record[attribute];',
  replace: `    const code = attribute === 'capacitySourceType' ? '02' : record[attribute];`,
  scenarios: ['feed/source-of-the-figure'],
  failing: ['feed/source-of-the-figure#values-as-stimulus'],
  warnings: [],
  skipped: ['feed/source-of-the-figure#final-state-as-asked'],
};

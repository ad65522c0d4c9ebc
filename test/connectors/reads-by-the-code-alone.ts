import type { Fault } from './fault.ts';

/** The reference connector, but it asks for a unit by its code alone. */
export const fault: Fault = {
  id: 'reads-by-the-code-alone',
  title: 'asks for a unit by its code alone',
  file: 'read.mjs',
  find: 'identifiers.map(encodeURIComponent)',
  replace: `identifiers.map((one) => encodeURIComponent(one.split('/').at(-1) ?? ''))`,
  scenarios: ['read/read-back-what-was-fed'],
  failing: [],
  warnings: ['read/read-back-what-was-fed#read-finds-the-unit'],
  skipped: [],
};

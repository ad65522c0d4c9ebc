import type { Fault } from './fault.ts';

/** The reference connector, but it reads with the identity of the supplier. */
export const fault: Fault = {
  id: 'reads-as-supplier',
  title: 'reads with the identity of the supplier',
  file: 'read.mjs',
  find: `role === 'consumer'`,
  replace: `role === 'supplier'`,
  scenarios: ['read/read-back-what-was-fed', 'read/follows-the-pages'],
  failing: [],
  warnings: ['read/read-back-what-was-fed#read-as-consumer', 'read/follows-the-pages#read-as-consumer'],
  skipped: ['read/read-back-what-was-fed#read-finds-the-unit', 'read/follows-the-pages#pages-followed'],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it leaves out one of the headers of a read. */
export const fault: Fault = {
  id: 'reads-without-a-header',
  title: 'leaves out one of the headers of a read',
  file: 'read.mjs',
  find: '...world.rorHeaders }',
  replace: `...world.rorHeaders, 'Ror-Role-Metier-Code': '' }`,
  scenarios: ['read/read-back-what-was-fed', 'read/follows-the-pages'],
  failing: ['read/read-back-what-was-fed#read-carries-ror-headers', 'read/follows-the-pages#read-carries-ror-headers'],
  warnings: [],
  skipped: ['read/read-back-what-was-fed#read-finds-the-unit', 'read/follows-the-pages#pages-followed'],
};

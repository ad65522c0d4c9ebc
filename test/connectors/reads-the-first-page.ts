import type { Fault } from './fault.ts';

/** The reference connector, but it reads the first page only. */
export const fault: Fault = {
  id: 'reads-the-first-page',
  title: 'reads the first page only',
  file: 'read.mjs',
  find: `url = page.link?.find(({ relation }) => relation === 'next')?.url;`,
  replace: 'url = undefined;',
  scenarios: ['read/read-back-what-was-fed', 'read/follows-the-pages', 'read/refused-read'],
  failing: ['read/follows-the-pages#pages-followed'],
  warnings: [],
  skipped: [],
};

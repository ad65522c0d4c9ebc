import type { Fault } from './fault.ts';

/** The reference connector, but it reads every body as JSON. */
export const fault: Fault = {
  id: 'reads-every-body-as-json',
  title: 'reads every body as JSON',
  file: 'https-call.mjs',
  find: '        (whole) => resolve(',
  replace: '        (whole) => JSON.parse(whole) && resolve(',
  scenarios: ['time/proxy-error-page', 'time/success-with-another-body'],
  failing: [],
  warnings: [
    'time/proxy-error-page#exit-as-answered',
    'time/proxy-error-page#temporary-failure-not-lost',
    'time/success-with-another-body#exit-as-answered',
  ],
  skipped: [],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it shows a token again that the API refused. */
export const fault: Fault = {
  id: 'shows-a-refused-token-again',
  title: 'shows a token again that the API refused',
  file: 'feed.mjs',
  find: `    forgetToken(credential);
    answer`,
  replace: '    answer',
  scenarios: ['trust/token-refused-in-mid-batch', 'trust/token-ends-before-its-time'],
  failing: ['trust/token-ends-before-its-time#final-state-as-asked'],
  warnings: [
    'trust/token-ends-before-its-time#one-renewal-after-401',
    'trust/token-refused-in-mid-batch#one-renewal-after-401',
  ],
  skipped: [],
};

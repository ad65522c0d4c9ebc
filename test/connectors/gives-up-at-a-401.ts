import type { Fault } from './fault.ts';

/** The reference connector, but it gives up at a 401. */
export const fault: Fault = {
  id: 'gives-up-at-a-401',
  title: 'gives up at a 401',
  file: 'feed.mjs',
  find: '  if (answer.status === 401) {',
  replace: '  if (answer.status === 499) {',
  scenarios: ['trust/token-refused-in-mid-batch', 'trust/token-ends-before-its-time'],
  failing: [
    'trust/token-ends-before-its-time#final-state-as-asked',
    'trust/token-refused-in-mid-batch#final-state-as-asked',
  ],
  warnings: [
    'trust/token-ends-before-its-time#one-renewal-after-401',
    'trust/token-refused-in-mid-batch#one-renewal-after-401',
  ],
  skipped: [],
};

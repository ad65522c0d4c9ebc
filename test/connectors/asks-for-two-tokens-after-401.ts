import type { Fault } from './fault.ts';

/** The reference connector, but it asks for two tokens after a 401. */
export const fault: Fault = {
  id: 'asks-for-two-tokens-after-401',
  title: 'asks for two tokens after a 401',
  file: 'feed.mjs',
  find: `    forgetToken(credential);
    answer`,
  replace: `    forgetToken(credential);
    await accessToken(world, credential);
    forgetToken(credential);
    answer`,
  scenarios: ['trust/token-refused-in-mid-batch', 'trust/token-ends-before-its-time'],
  failing: [],
  warnings: [
    'trust/token-ends-before-its-time#one-renewal-after-401',
    'trust/token-refused-in-mid-batch#one-renewal-after-401',
  ],
  skipped: [],
};

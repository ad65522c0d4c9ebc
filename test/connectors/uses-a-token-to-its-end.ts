import type { Fault } from './fault.ts';

/** The reference connector, but it uses a token beyond its end. */
export const fault: Fault = {
  id: 'uses-a-token-to-its-end',
  title: 'uses a token beyond its end',
  file: 'token.mjs',
  find: 'lifeSeconds - Math.min(MARGIN_SECONDS, lifeSeconds / 2)',
  replace: 'lifeSeconds + MARGIN_SECONDS',
  scenarios: ['time/token-renewed-before-its-end'],
  failing: [],
  warnings: ['time/token-renewed-before-its-end#no-expired-token-used'],
  skipped: [],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it does not read Retry-After. */
export const fault: Fault = {
  id: 'ignores-retry-after',
  title: 'does not read Retry-After',
  file: 'feed.mjs',
  find: 'Math.max(FIRST_WAIT_MS * 2 ** (tried - 1), error.retryAfterMs)',
  replace: 'FIRST_WAIT_MS * 2 ** (tried - 1)',
  scenarios: ['time/unavailable-with-retry-after', 'time/too-many-requests'],
  failing: [],
  warnings: ['time/too-many-requests#retry-after-respected', 'time/unavailable-with-retry-after#retry-after-respected'],
  skipped: [],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it waits the same time before each try. */
export const fault: Fault = {
  id: 'waits-the-same-each-time',
  title: 'waits the same time before each try',
  file: 'feed.mjs',
  find: 'FIRST_WAIT_MS * 2 ** (tried - 1)',
  // Long enough for the noise of a busy machine to stay below a quarter of it.
  replace: 'FIRST_WAIT_MS * 3',
  scenarios: [
    'time/unavailable-without-retry-after',
    'time/too-many-requests-without-retry-after',
    'time/token-endpoint-down',
  ],
  failing: [],
  warnings: [
    'time/token-endpoint-down#back-off-grows',
    'time/too-many-requests-without-retry-after#back-off-grows',
    'time/unavailable-without-retry-after#back-off-grows',
  ],
  skipped: [],
};

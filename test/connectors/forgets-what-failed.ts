import type { Fault } from './fault.ts';

/** The reference connector, but it forgets what the ROR could not take, and says done. */
export const fault: Fault = {
  id: 'forgets-what-failed',
  title: 'forgets what the ROR could not take, and says done',
  file: 'feed.mjs',
  find: '      if (!(error instanceof Unavailable) || tried === TRIES) throw error;',
  replace: `      if (error instanceof Unavailable) return;
      throw error;`,
  scenarios: [
    'time/unavailable-without-retry-after',
    'time/outage-then-catch-up',
    'time/token-endpoint-down',
    'time/answer-lost-after-replace',
    'time/connection-lost-before-it-was-read',
  ],
  failing: [],
  warnings: [
    'time/answer-lost-after-replace#temporary-failure-not-lost',
    'time/connection-lost-before-it-was-read#temporary-failure-not-lost',
    'time/outage-then-catch-up#temporary-failure-not-lost',
    'time/token-endpoint-down#temporary-failure-not-lost',
    'time/unavailable-without-retry-after#temporary-failure-not-lost',
  ],
  skipped: [],
};

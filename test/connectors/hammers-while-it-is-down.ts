import type { Fault } from './fault.ts';

/** The reference connector, but it tries without a pause until the ROR answers again. */
export const fault: Fault = {
  id: 'hammers-while-it-is-down',
  title: 'tries without a pause until the ROR answers again',
  file: 'feed.mjs',
  find: `      if (!(error instanceof Unavailable) || tried === TRIES) throw error;
      const pause = Math.max(FIRST_WAIT_MS * 2 ** (tried - 1), error.retryAfterMs);`,
  replace: `      if (!(error instanceof Unavailable)) throw error;
      const pause = 1;`,
  scenarios: ['time/outage-that-ends-by-itself', 'feed/replace-available-beds'],
  failing: [],
  warnings: ['time/outage-that-ends-by-itself#retries-bounded'],
  skipped: [],
  alsoTrips: [
    { check: 'back-off-grows', because: 'pauses of a millisecond each time are none that grow' },
    { check: 'retry-after-respected', because: 'it waits for nothing, and so for no Retry-After either' },
  ],
};

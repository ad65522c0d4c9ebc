import type { Fault } from './fault.ts';

/** The reference connector, but it tries too often in a row. */
export const fault: Fault = {
  id: 'tries-without-end',
  title: 'tries too often in a row',
  file: 'feed.mjs',
  find: `const TRIES = 4;
const FIRST_WAIT_MS = Number(process.env.FEED_FIRST_WAIT_MS ?? 1000);`,
  replace: `const TRIES = 12;
const FIRST_WAIT_MS = 2;`,
  scenarios: ['time/outage-then-catch-up'],
  failing: [],
  warnings: ['time/outage-then-catch-up#retries-bounded'],
  skipped: [],
  alsoTrips: [
    { check: 'back-off-grows', because: 'its first pauses, of 2 ms on, are too short to be told apart' },
    { check: 'no-tight-token-retry', because: 'a handshake that is refused is tried twelve times as well' },
  ],
};

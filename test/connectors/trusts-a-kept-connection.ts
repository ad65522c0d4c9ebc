import type { Fault } from './fault.ts';

/** The reference connector, but it takes the end of a connection that was kept open for an answer. */
export const fault: Fault = {
  id: 'trusts-a-kept-connection',
  title: 'takes the end of a connection that was kept open for an answer',
  file: 'https-call.mjs',
  find: "    outgoing.on('error', reject);",
  replace: `    const ended = { status: 200, headers: {}, text: '' };
    outgoing.on('error', (error) => (outgoing.reusedSocket ? resolve(ended) : reject(error)));`,
  scenarios: [
    'time/idle-connection-closed',
    'time/connection-lost-before-it-was-read',
    'feed/several-records-of-one-unit',
  ],
  failing: [],
  warnings: ['time/idle-connection-closed#temporary-failure-not-lost'],
  skipped: [],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it takes a lost answer for a success. */
export const fault: Fault = {
  id: 'takes-silence-for-success',
  title: 'takes a lost answer for a success',
  file: 'feed.mjs',
  find: `      throw noAnswer(error, 'the ROR');`,
  replace: `      if (noAnswer(error, 'the ROR') instanceof Unavailable) return { status: 200, headers: {}, text: '' };
      throw error;`,
  scenarios: [
    'time/answer-lost-after-replace',
    'time/answer-lost-after-add',
    'time/answer-cut-in-its-middle',
    'time/connection-lost-before-it-was-read',
  ],
  failing: [],
  warnings: [
    'time/answer-cut-in-its-middle#temporary-failure-not-lost',
    'time/answer-lost-after-add#temporary-failure-not-lost',
    'time/answer-lost-after-replace#temporary-failure-not-lost',
    'time/connection-lost-before-it-was-read#temporary-failure-not-lost',
  ],
  skipped: [],
};

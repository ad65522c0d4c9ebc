import type { Fault } from './fault.ts';

/** The reference connector, but it does not look at the answer to an add. */
export const fault: Fault = {
  id: 'does-not-hear-a-refused-add',
  title: 'does not look at the answer to an add',
  file: 'feed.mjs',
  find: `  if (added.status !== 200) throw refusal(added);`,
  replace: `  if (added.status === 0) throw refusal(added);`,
  scenarios: [
    'attempts/add-refused-as-ambiguous',
    'attempts/add-refused-by-a-rule',
    'attempts/add-refused-for-want-of-rights',
    'feed/add-absent-record',
  ],
  failing: ['attempts/add-refused-as-ambiguous#refusal-reported', 'attempts/add-refused-by-a-rule#refusal-reported'],
  warnings: ['attempts/add-refused-for-want-of-rights#refusal-reported'],
  skipped: [],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it sends a refused add again. */
export const fault: Fault = {
  id: 'insists-on-a-refused-add',
  title: 'sends a refused add again',
  file: 'feed.mjs',
  find: `  const added = await patch(target, add);`,
  replace: `  let added = await patch(target, add);
  if (added.status !== 200) added = await patch(target, add);`,
  scenarios: [
    'attempts/add-refused-as-ambiguous',
    'attempts/add-refused-by-a-rule',
    'attempts/add-refused-for-want-of-rights',
    'feed/add-absent-record',
  ],
  failing: [
    'attempts/add-refused-as-ambiguous#no-retry-after-refusal',
    'attempts/add-refused-by-a-rule#no-retry-after-refusal',
  ],
  warnings: ['attempts/add-refused-for-want-of-rights#no-retry-after-refusal'],
  skipped: [],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it gives up when the ROR does not hold the record yet. */
export const fault: Fault = {
  id: 'no-add-after-missing-record',
  title: 'gives up when the ROR does not hold the record yet',
  file: 'feed.mjs',
  find: `  const added = await patch(target, add);
  if (added.status !== 200) throw refusal(added);
`,
  replace: '',
  scenarios: [],
  failing: [],
  warnings: [],
  skipped: [],
};

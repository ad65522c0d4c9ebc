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
  scenarios: [
    'feed/add-absent-record',
    'feed/replace-available-beds',
    'attempts/record-vanished-behind-it',
    'feed/first-full-load',
  ],
  failing: [
    'attempts/record-vanished-behind-it#add-after-indicator-404',
    'attempts/record-vanished-behind-it#final-state-as-asked',
    'feed/add-absent-record#add-after-indicator-404',
    'feed/first-full-load#add-after-indicator-404',
  ],
  warnings: [],
  skipped: [
    'feed/add-absent-record#add-only-after-indicator-404',
    'feed/add-absent-record#final-state-as-asked',
    'feed/add-absent-record#one-patch-per-record',
    'feed/add-absent-record#token-reused',
  ],
};

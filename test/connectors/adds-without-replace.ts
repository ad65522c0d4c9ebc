import type { Fault } from './fault.ts';

/** The reference connector, but it sends add at once, without having tried replace. */
export const fault: Fault = {
  id: 'adds-without-replace',
  title: 'sends add at once, without having tried replace',
  file: 'feed.mjs',
  find: `  const answer = await patch(target, replace);
  if (answer.status === 200) return;
  if (!saysRecordIsMissing(answer)) throw refusal(answer);
`,
  replace: '',
  scenarios: ['feed/add-absent-record', 'feed/replace-available-beds', 'attempts/unknown-location'],
  failing: [
    'feed/add-absent-record#replace-first',
    'feed/replace-available-beds#replace-first',
    'attempts/unknown-location#replace-first',
  ],
  warnings: [],
  skipped: [
    'feed/add-absent-record#add-only-after-indicator-404',
    'feed/add-absent-record#add-after-indicator-404',
    'feed/add-absent-record#token-reused',
    'feed/add-absent-record#final-state-as-asked',
    'feed/replace-available-beds#add-only-after-indicator-404',
    'feed/replace-available-beds#one-patch-per-record',
    'feed/replace-available-beds#final-state-as-asked',
  ],
};

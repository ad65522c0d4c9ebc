import type { Fault } from './fault.ts';

/** The reference connector, but it takes a success for one only when the body says so. */
export const fault: Fault = {
  id: 'judges-success-by-the-body',
  title: 'takes a success for one only when the body says so',
  file: 'feed.mjs',
  find: `  if (answer.status === 200) return;
  if (!saysRecordIsMissing`,
  replace: `  if (answer.status === 200 && answer.text.startsWith('{')) return;
  if (!saysRecordIsMissing`,
  scenarios: ['time/success-with-another-body'],
  failing: [],
  warnings: ['time/success-with-another-body#exit-as-answered'],
  skipped: [],
};

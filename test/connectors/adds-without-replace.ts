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
  scenarios: [],
  failing: [],
  warnings: [],
  skipped: [],
};

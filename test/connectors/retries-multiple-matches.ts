import type { Fault } from './fault.ts';

/** The reference connector, but it sends the same again after a 412. */
export const fault: Fault = {
  id: 'retries-multiple-matches',
  title: 'sends the same again after a 412',
  file: 'feed.mjs',
  find: '  if (isTemporary(answer.status))',
  replace: `  if (answer.status === 412) answer = await send();
  if (isTemporary(answer.status))`,
  scenarios: [],
  failing: [],
  warnings: [],
  skipped: [],
};

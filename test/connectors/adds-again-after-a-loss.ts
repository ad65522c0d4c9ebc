import type { Fault } from './fault.ts';

/** The reference connector, but it sends a lost add again as it was. */
export const fault: Fault = {
  id: 'adds-again-after-a-loss',
  title: 'sends a lost add again as it was',
  file: 'feed.mjs',
  find: '  const added = await patch(target, add);',
  replace: '  const added = await patch(target, add).catch(() => patch(target, add));',
  scenarios: ['time/answer-lost-after-add'],
  failing: [],
  warnings: ['time/answer-lost-after-add#add-only-after-indicator-404'],
  skipped: [],
};

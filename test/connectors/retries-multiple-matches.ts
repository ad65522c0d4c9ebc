import type { Fault } from './fault.ts';

/** The reference connector, but it sends the same again after a 412. */
export const fault: Fault = {
  id: 'retries-multiple-matches',
  title: 'sends the same again after a 412',
  file: 'feed.mjs',
  find: '  if (isTemporary(answer.status))',
  replace: `  if (answer.status === 412) answer = await send();
  if (isTemporary(answer.status))`,
  scenarios: [
    'attempts/unknown-location',
    'attempts/duplicated-location',
    'attempts/invalid-indicator',
    'establishments/not-in-list',
    'reporting/refused-unit-others-go-on',
  ],
  failing: [
    'attempts/duplicated-location#no-retry-after-refusal',
    'reporting/refused-unit-others-go-on#no-retry-after-refusal',
  ],
  warnings: [],
  skipped: [],
};

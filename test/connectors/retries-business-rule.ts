import type { Fault } from './fault.ts';

/** The reference connector, but it sends the same again after a 400. */
export const fault: Fault = {
  id: 'retries-business-rule',
  title: 'sends the same again after a 400',
  file: 'feed.mjs',
  find: '  if (isTemporary(answer.status))',
  replace: `  if (answer.status === 400) answer = await send();
  if (isTemporary(answer.status))`,
  scenarios: [
    'attempts/unknown-location',
    'attempts/duplicated-location',
    'attempts/invalid-indicator',
    'establishments/not-in-list',
    'reporting/refused-record-others-go-on',
  ],
  failing: [
    'attempts/invalid-indicator#no-retry-after-refusal',
    'reporting/refused-record-others-go-on#no-retry-after-refusal',
  ],
  warnings: [],
  skipped: [],
};

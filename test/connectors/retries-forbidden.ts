import type { Fault } from './fault.ts';

/** The reference connector, but it sends the same again after a 403. */
export const fault: Fault = {
  id: 'retries-forbidden',
  title: 'sends the same again after a 403',
  file: 'feed.mjs',
  find: '  if (isTemporary(answer.status))',
  replace: `  if (answer.status === 403) answer = await send();
  if (isTemporary(answer.status))`,
  scenarios: [
    'attempts/unknown-location',
    'attempts/duplicated-location',
    'attempts/invalid-indicator',
    'establishments/not-in-list',
  ],
  failing: [],
  warnings: ['establishments/not-in-list#no-retry-after-refusal'],
  skipped: [],
};

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
    'establishments/region-fed-through-its-eai',
    'establishments/withdrawn-while-running',
    'establishments/added-while-running',
  ],
  failing: [],
  warnings: [
    'establishments/added-while-running#no-retry-after-refusal',
    'establishments/not-in-list#no-retry-after-refusal',
    'establishments/region-fed-through-its-eai#no-retry-after-refusal',
    'establishments/withdrawn-while-running#no-retry-after-refusal',
  ],
  skipped: [],
};

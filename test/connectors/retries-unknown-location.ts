import type { Fault } from './fault.ts';

/** The reference connector, but it sends the same again after the 404 of a Location. */
export const fault: Fault = {
  id: 'retries-unknown-location',
  title: 'sends the same again after the 404 of a Location',
  file: 'feed.mjs',
  find: '  if (isTemporary(answer.status))',
  replace: `  if (answer.status === 404 && !saysRecordIsMissing(answer)) answer = await send();
  if (isTemporary(answer.status))`,
  scenarios: [
    'attempts/unknown-location',
    'attempts/duplicated-location',
    'attempts/invalid-indicator',
    'establishments/not-in-list',
  ],
  failing: ['attempts/unknown-location#no-retry-after-refusal'],
  warnings: [],
  skipped: [],
};

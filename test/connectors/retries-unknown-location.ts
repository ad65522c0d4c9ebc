import type { Fault } from './fault.ts';

/** The reference connector, but it sends the same again after the 404 of a Location. */
export const fault: Fault = {
  id: 'retries-unknown-location',
  title: 'sends the same again after the 404 of a Location',
  file: 'feed.mjs',
  find: `  if (!saysRecordIsMissing(answer)) throw refusal(answer);
  const added`,
  replace: `  if (!saysRecordIsMissing(answer)) throw refusal(await patch(target, replace));
  const added`,
  scenarios: [],
  failing: [],
  warnings: [],
  skipped: [],
};

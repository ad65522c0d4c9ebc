import type { Fault } from './fault.ts';

/** The reference connector, but it adds after a 400. */
export const fault: Fault = {
  id: 'adds-after-business-rule',
  title: 'adds after a 400',
  file: 'feed.mjs',
  find: `if (!saysRecordIsMissing(answer)) throw refusal(answer);
  const added`,
  replace: `if (answer.status !== 400 && !saysRecordIsMissing(answer)) throw refusal(answer);
  const added`,
  scenarios: [
    'feed/add-absent-record',
    'attempts/unknown-location',
    'attempts/duplicated-location',
    'attempts/invalid-indicator',
    'establishments/not-in-list',
  ],
  failing: ['attempts/invalid-indicator#add-only-after-indicator-404'],
  warnings: [],
  skipped: [],
};

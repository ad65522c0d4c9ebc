import type { Fault } from './fault.ts';

/** The reference connector, but it ends as if all were well when the ROR refused. */
export const fault: Fault = {
  id: 'refusal-not-reported',
  title: 'ends as if all were well when the ROR refused',
  file: 'connector.mjs',
  find: 'refused: 10',
  replace: 'refused: 0',
  scenarios: [
    'feed/replace-available-beds',
    'attempts/unknown-location',
    'attempts/duplicated-location',
    'attempts/invalid-indicator',
    'establishments/not-in-list',
    'trust/certificate-not-listed',
  ],
  failing: [
    'attempts/duplicated-location#refusal-reported',
    'attempts/invalid-indicator#refusal-reported',
    'attempts/unknown-location#refusal-reported',
  ],
  warnings: ['trust/certificate-not-listed#refusal-reported', 'establishments/not-in-list#refusal-reported'],
  skipped: [],
};

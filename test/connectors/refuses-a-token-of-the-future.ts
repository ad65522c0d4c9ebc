import type { Fault } from './fault.ts';

/** The reference connector, but it refuses a token whose issue lies in the future of its own clock. */
export const fault: Fault = {
  id: 'refuses-a-token-of-the-future',
  title: 'refuses a token whose issue lies in the future of its own clock',
  file: 'token.mjs',
  find: '  const usableSeconds =',
  replace: `  if (JSON.parse(Buffer.from(value.split('.')[1], 'base64url').toString()).iat * 1000 > Date.now() + 60_000) throw new Refused('the token is not valid yet', 'credential');
  const usableSeconds =`,
  scenarios: ['time/clock-ahead'],
  failing: ['time/clock-ahead#each-record-sent'],
  warnings: [],
  skipped: [
    'time/clock-ahead#add-only-after-indicator-404',
    'time/clock-ahead#body-follows-grammar',
    'time/clock-ahead#codes-valid',
    'time/clock-ahead#content-type-is-fhir-json',
    'time/clock-ahead#final-state-as-asked',
    'time/clock-ahead#identifier-form',
    'time/clock-ahead#path-selects-the-record',
    'time/clock-ahead#record-complete',
    'time/clock-ahead#replace-first',
    'time/clock-ahead#token-reused',
    'time/clock-ahead#token-sent-as-bearer',
    'time/clock-ahead#update-date-is-source-time',
    'time/clock-ahead#values-as-stimulus',
  ],
};

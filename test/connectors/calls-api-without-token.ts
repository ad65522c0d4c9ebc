import type { Fault } from './fault.ts';

/** The reference connector, but it goes on to the API when it was given no token. */
export const fault: Fault = {
  id: 'calls-api-without-token',
  title: 'goes on to the API when it was given no token',
  file: 'token.mjs',
  find: 'throw refusal(answer.status, answer.text, credential);',
  replace: `return { value: 'none', renewAtMs: 0 };`,
  scenarios: ['feed/replace-available-beds', 'trust/certificate-not-listed'],
  failing: ['trust/certificate-not-listed#no-api-call-without-token'],
  warnings: [],
  skipped: [],
};

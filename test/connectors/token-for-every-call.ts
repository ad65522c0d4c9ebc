import type { Fault } from './fault.ts';

/** The reference connector, but it asks for a token before every call. */
export const fault: Fault = {
  id: 'token-for-every-call',
  title: 'asks for a token before every call',
  file: 'token.mjs',
  find: `  if (held !== undefined && Date.now() < held.renewAtMs) return held.value;
`,
  replace: '',
  scenarios: ['feed/add-absent-record', 'feed/replace-available-beds'],
  failing: [],
  warnings: ['feed/add-absent-record#token-reused'],
  skipped: [],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it sends a client secret to the token endpoint. */
export const fault: Fault = {
  id: 'sends-a-secret',
  title: 'sends a client secret to the token endpoint',
  file: 'token.mjs',
  find: `grant_type: 'client_credentials' }`,
  replace: `grant_type: 'client_credentials', client_secret: 'not-a-real-secret' }`,
  scenarios: [],
  failing: [],
  warnings: [],
  skipped: [],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it sends a client secret to the token endpoint. */
export const fault: Fault = {
  id: 'sends-a-secret',
  title: 'sends a client secret to the token endpoint',
  file: 'token.mjs',
  find: `grant_type: 'client_credentials' }`,
  replace: `grant_type: 'client_credentials', client_secret: 'not-a-real-secret' }`,
  scenarios: ['feed/replace-available-beds', 'trust/certificate-not-listed'],
  failing: [
    'feed/replace-available-beds#token-requested-over-mtls',
    'trust/certificate-not-listed#token-requested-over-mtls',
  ],
  warnings: [],
  skipped: [
    'feed/replace-available-beds#each-record-sent',
    'feed/replace-available-beds#replace-first',
    'feed/replace-available-beds#add-only-after-indicator-404',
    'feed/replace-available-beds#one-patch-per-record',
    'feed/replace-available-beds#final-state-as-asked',
    'trust/certificate-not-listed#no-api-call-without-token',
    'trust/certificate-not-listed#no-tight-token-retry',
    'trust/certificate-not-listed#refusal-reported',
  ],
};

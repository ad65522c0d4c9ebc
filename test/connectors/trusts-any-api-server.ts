import type { Fault } from './fault.ts';

/** The reference connector, but it does not verify the certificate of the API. */
export const fault: Fault = {
  id: 'trusts-any-api-server',
  title: 'does not verify the certificate of the API',
  file: 'feed.mjs',
  find: 'ca: readFileSync(world.caFile), keepAlive: true',
  replace: 'rejectUnauthorized: false, keepAlive: true',
  scenarios: ['trust/server-certificate-expired-of-the-api'],
  failing: ['trust/server-certificate-expired-of-the-api#wrong-server-refused'],
  warnings: [],
  skipped: [
    'trust/server-certificate-expired-of-the-api#add-only-after-indicator-404',
    'trust/server-certificate-expired-of-the-api#each-record-sent',
    'trust/server-certificate-expired-of-the-api#final-state-as-asked',
    'trust/server-certificate-expired-of-the-api#refusal-reported',
    'trust/server-certificate-expired-of-the-api#replace-first',
  ],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it does not verify the certificate of the authorization server. */
export const fault: Fault = {
  id: 'trusts-any-server',
  title: 'does not verify the certificate of the authorization server',
  file: 'token.mjs',
  find: '        ca: readFileSync(world.caFile),',
  replace: `        ca: readFileSync(world.caFile),
        rejectUnauthorized: false,`,
  scenarios: ['trust/server-certificate-expired', 'trust/server-certificate-of-another-host'],
  failing: [
    'trust/server-certificate-expired#wrong-server-refused',
    'trust/server-certificate-of-another-host#wrong-server-refused',
  ],
  warnings: [],
  skipped: [
    'trust/server-certificate-expired#add-only-after-indicator-404',
    'trust/server-certificate-expired#each-record-sent',
    'trust/server-certificate-expired#final-state-as-asked',
    'trust/server-certificate-expired#refusal-reported',
    'trust/server-certificate-expired#replace-first',
    'trust/server-certificate-of-another-host#add-only-after-indicator-404',
    'trust/server-certificate-of-another-host#each-record-sent',
    'trust/server-certificate-of-another-host#final-state-as-asked',
    'trust/server-certificate-of-another-host#refusal-reported',
    'trust/server-certificate-of-another-host#replace-first',
  ],
};

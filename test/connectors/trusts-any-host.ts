import type { Fault } from './fault.ts';

/** The reference connector, but it does not compare the host name of the authorization server. */
export const fault: Fault = {
  id: 'trusts-any-host',
  title: 'does not compare the host name of the authorization server',
  file: 'token.mjs',
  find: '        ca: readFileSync(world.caFile),',
  replace: `        ca: readFileSync(world.caFile),
        checkServerIdentity: () => undefined,`,
  scenarios: ['trust/server-certificate-of-another-host'],
  failing: ['trust/server-certificate-of-another-host#wrong-server-refused'],
  warnings: [],
  skipped: [
    'trust/server-certificate-of-another-host#add-only-after-indicator-404',
    'trust/server-certificate-of-another-host#each-record-sent',
    'trust/server-certificate-of-another-host#final-state-as-asked',
    'trust/server-certificate-of-another-host#refusal-reported',
    'trust/server-certificate-of-another-host#replace-first',
  ],
};

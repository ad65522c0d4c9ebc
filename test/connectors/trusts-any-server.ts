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
  failing: [],
  warnings: [
    'trust/server-certificate-expired#wrong-server-refused',
    'trust/server-certificate-of-another-host#wrong-server-refused',
  ],
  skipped: [
    'trust/server-certificate-expired#refusal-reported',
    'trust/server-certificate-of-another-host#refusal-reported',
  ],
};

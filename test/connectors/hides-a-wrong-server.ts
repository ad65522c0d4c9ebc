import type { Fault } from './fault.ts';

/** The reference connector, but it tells nobody that it does not trust the server. */
export const fault: Fault = {
  id: 'hides-a-wrong-server',
  title: 'tells nobody that it does not trust the server',
  file: 'connector.mjs',
  find: `      result = 'refused';`,
  replace: `      if (!problem.includes('TLS failed')) result = 'refused';`,
  scenarios: [
    'trust/server-certificate-expired',
    'trust/server-certificate-of-another-host',
    'trust/server-certificate-expired-of-the-api',
  ],
  failing: [],
  warnings: [
    'trust/server-certificate-expired#refusal-reported',
    'trust/server-certificate-expired-of-the-api#refusal-reported',
    'trust/server-certificate-of-another-host#refusal-reported',
  ],
  skipped: [],
};

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
  failing: [],
  warnings: ['trust/server-certificate-of-another-host#wrong-server-refused'],
  skipped: ['trust/server-certificate-of-another-host#refusal-reported'],
};

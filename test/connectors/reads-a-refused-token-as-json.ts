import type { Fault } from './fault.ts';

/** The reference connector, but it reads the refusal of a token as JSON, whatever it is. */
export const fault: Fault = {
  id: 'reads-a-refused-token-as-json',
  title: 'reads the refusal of a token as JSON, whatever it is',
  file: 'token.mjs',
  find: '${text.slice(0, 300)}',
  replace: '${JSON.parse(text).error}',
  scenarios: [
    'trust/expired-certificate-behind-a-proxy',
    'trust/unknown-authority-behind-a-proxy',
    'trust/certificate-not-listed',
  ],
  failing: [],
  warnings: [
    'trust/expired-certificate-behind-a-proxy#exit-as-answered',
    'trust/expired-certificate-behind-a-proxy#refusal-reported',
    'trust/unknown-authority-behind-a-proxy#exit-as-answered',
    'trust/unknown-authority-behind-a-proxy#refusal-reported',
  ],
  skipped: [],
};

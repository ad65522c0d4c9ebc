import type { Fault } from './fault.ts';

/** The reference connector, but it asks for a token again and again without a pause when it is refused. */
export const fault: Fault = {
  id: 'insists-on-a-token',
  title: 'asks for a token again and again without a pause when it is refused',
  file: 'token.mjs',
  find: '  if (answer.status !== 200) throw',
  replace: `  globalThis.insisted = (globalThis.insisted ?? 0) + 1;
  if (answer.status !== 200 && globalThis.insisted < 10) return requestToken(world, credential);
  if (answer.status !== 200) throw`,
  scenarios: [
    'feed/replace-available-beds',
    'trust/certificate-not-listed',
    'trust/expired-certificate-behind-a-proxy',
  ],
  failing: [],
  warnings: [
    'trust/certificate-not-listed#no-tight-token-retry',
    'trust/expired-certificate-behind-a-proxy#no-tight-token-retry',
  ],
  skipped: [],
};

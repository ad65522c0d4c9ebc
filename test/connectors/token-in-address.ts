import type { Fault } from './fault.ts';

/** The reference connector, but it puts its token into the address. */
export const fault: Fault = {
  id: 'token-in-address',
  title: 'puts its token into the address',
  file: 'feed.mjs',
  find: `return call(url, { method: 'PATCH'`,
  replace: `return call(\`\${url}&access_token=\${token}\`, { method: 'PATCH'`,
  scenarios: ['feed/replace-available-beds'],
  failing: ['feed/replace-available-beds#identifier-form'],
  warnings: ['feed/replace-available-beds#nothing-secret-in-urls'],
  skipped: ['feed/replace-available-beds#one-patch-per-record', 'feed/replace-available-beds#final-state-as-asked'],
};

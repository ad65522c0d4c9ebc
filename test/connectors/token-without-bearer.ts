import type { Fault } from './fault.ts';

/** The reference connector, but it sends its token without the word Bearer. */
export const fault: Fault = {
  id: 'token-without-bearer',
  title: 'sends its token without the word Bearer',
  file: 'feed.mjs',
  find: `\`Bearer \${token}\``,
  replace: 'token',
  scenarios: ['feed/replace-available-beds'],
  failing: ['feed/replace-available-beds#token-sent-as-bearer'],
  warnings: [],
  skipped: ['feed/replace-available-beds#one-patch-per-record', 'feed/replace-available-beds#final-state-as-asked'],
};

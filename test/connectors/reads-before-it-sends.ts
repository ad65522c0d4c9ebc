import type { Fault } from './fault.ts';

/** The reference connector, but it reads the Location with its supplier token before it sends. */
export const fault: Fault = {
  id: 'reads-before-it-sends',
  title: 'reads the Location with its supplier token before it sends',
  file: 'feed.mjs',
  find: `    const headers = { Authorization: \`Bearer \${token}\`, 'Content-Type': 'application/fhir+json' };
`,
  replace: `    const headers = { Authorization: \`Bearer \${token}\`, 'Content-Type': 'application/fhir+json' };
    await call(url, { method: 'GET', headers, agent }, '');
`,
  scenarios: ['feed/replace-available-beds', 'attempts/unknown-location'],
  failing: [],
  warnings: ['feed/replace-available-beds#no-other-traffic'],
  skipped: [],
};

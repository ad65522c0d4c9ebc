import type { Fault } from './fault.ts';

/** The reference connector, but it puts its client_id into the address of the token endpoint too. */
export const fault: Fault = {
  id: 'client-id-in-the-address',
  title: 'puts its client_id into the address of the token endpoint too',
  file: 'token.mjs',
  find: `    world.tokenUrl,
    {`,
  replace: '    `${world.tokenUrl}?client_id=${credential.clientId}`,\n    {',
  scenarios: ['feed/replace-available-beds', 'headers/each-operation'],
  failing: [],
  warnings: ['feed/replace-available-beds#nothing-secret-in-urls', 'headers/each-operation#nothing-secret-in-urls'],
  skipped: [],
};

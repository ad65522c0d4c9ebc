import type { Fault } from './fault.ts';

/** The reference connector, but it tells nobody that a read was refused. */
export const fault: Fault = {
  id: 'hides-a-refused-read',
  title: 'tells nobody that a read was refused',
  file: 'connector.mjs',
  find: `NOT READ: \${error.message}\\n\`);
    return 'refused';`,
  replace: `NOT READ: \${error.message}\\n\`);
    return 'done';`,
  scenarios: ['read/read-back-what-was-fed', 'read/follows-the-pages', 'read/refused-read'],
  failing: [],
  warnings: ['read/refused-read#refusal-reported'],
  skipped: [],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it names value sets (JDV) as code systems. */
export const fault: Fault = {
  id: 'jdv-systems',
  title: 'names value sets (JDV) as code systems',
  file: 'capacity-body.mjs',
  find: 'return `https://mos.esante.gouv.fr/NOS/TRE_${name}/FHIR/TRE-${name}`;',
  replace: `const jdv = \`J\${Number(name.slice(1, 4)) - 142}\${name.slice(4)}-ROR\`;
  return \`https://mos.esante.gouv.fr/NOS/JDV_\${jdv}/FHIR/JDV-\${jdv}\`;`,
  scenarios: ['feed/add-absent-record', 'feed/replace-available-beds', 'feed/several-records-of-one-unit'],
  failing: [
    'feed/add-absent-record#tre-systems',
    'feed/replace-available-beds#tre-systems',
    'feed/several-records-of-one-unit#tre-systems',
  ],
  warnings: [],
  skipped: [],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it names every unit as one of its first establishment. */
export const fault: Fault = {
  id: 'one-establishment-for-all',
  title: 'names every unit as one of its first establishment',
  file: 'connector.mjs',
  find: 'identifier: location.identifier',
  replace: "identifier: `${world.establishments[0]?.idNatStruct}/${location.identifier.split('/')[1]}`",
  scenarios: ['establishments/several-of-one-supplier', 'establishments/regional-eai'],
  failing: ['establishments/regional-eai#identifier-form', 'establishments/several-of-one-supplier#identifier-form'],
  warnings: [],
  skipped: [
    'establishments/regional-eai#final-state-as-asked',
    'establishments/several-of-one-supplier#final-state-as-asked',
  ],
};

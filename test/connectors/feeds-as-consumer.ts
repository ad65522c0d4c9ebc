import type { Fault } from './fault.ts';

/** The reference connector, but it feeds with the identity of a consumer. */
export const fault: Fault = {
  id: 'feeds-as-consumer',
  title: 'feeds with the identity of a consumer',
  file: 'feed.mjs',
  find: '  const credential = world.credentials.find(({ id }) => id === unit.establishment.credential);',
  replace: '  const credential = world.credentials.at(-1);',
  scenarios: ['trust/consumer-and-supplier-apart'],
  failing: ['trust/consumer-and-supplier-apart#fed-as-supplier'],
  warnings: [],
  skipped: ['trust/consumer-and-supplier-apart#final-state-as-asked'],
};

import type { Fault } from './fault.ts';

/** The reference connector, but it uses the certificate of its first instance for all. */
export const fault: Fault = {
  id: 'uses-the-first-certificate',
  title: 'uses the certificate of its first instance for all',
  file: 'feed.mjs',
  find: '  const credential = world.credentials.find(({ id }) => id === unit.establishment.credential);',
  replace: '  const credential = world.credentials[0];',
  scenarios: ['establishments/one-certificate-an-instance'],
  failing: ['establishments/one-certificate-an-instance#instance-as-handed'],
  warnings: [],
  skipped: ['establishments/one-certificate-an-instance#final-state-as-asked'],
};
